package io.github.dbdsc.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.EventGridTrigger;
import com.microsoft.azure.functions.annotation.FunctionName;
import java.util.function.Supplier;

/** A file was removed from the container, which no blob trigger tells: asks for a pass over what has changed. */
public final class OnBlobDeleted {

    private final Supplier<AppServices> installation;
    private final Supplier<String> container;

    /** In the given installation, with the name of its container, asked for with each event. */
    public OnBlobDeleted(Supplier<AppServices> installation, Supplier<String> container) {
        this.installation = installation;
        this.container = container;
    }

    /** Takes an event {@code Microsoft.Storage.BlobDeleted}. */
    @FunctionName("OnBlobDeleted")
    public void run(@EventGridTrigger(name = "event") String event, ExecutionContext context) {
        context.getLogger()
                .info(BlobEvent.removed(event, container.get())
                        .map(removed -> removed.ask(installation))
                        .orElse("ignored an event that is not about a blob of the container with the definitions"));
    }
}
