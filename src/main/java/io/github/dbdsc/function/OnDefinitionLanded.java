package io.github.dbdsc.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.BlobTrigger;
import com.microsoft.azure.functions.annotation.FunctionName;
import java.util.function.Supplier;

/** A file has landed in the container: asks for a pass over what has changed. */
public final class OnDefinitionLanded {

    private final Supplier<AppServices> installation;

    /** In the given installation, asked for with each event. */
    public OnDefinitionLanded(Supplier<AppServices> installation) {
        this.installation = installation;
    }

    /**
     * Only says that there is something to look at: events repeat, overtake each other and carry old content.
     *
     * @param content not used
     * @param name the blob's path in the container
     */
    @FunctionName("OnDefinitionLanded")
    public void run(
            @BlobTrigger(
                            name = "content",
                            path = "%JOB_CONTAINER%/{name}",
                            source = "EventGrid",
                            connection = "JobStore",
                            dataType = "binary")
                    byte[] content,
            @BindingName("name") String name,
            ExecutionContext context) {
        context.getLogger().info(BlobEvent.landed(name).ask(installation));
    }
}
