package io.github.dbdsc.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import io.github.dbdsc.model.SyncRequest;
import java.time.Duration;
import java.util.function.Supplier;

/** From time to time, setting {@code SCHEDULE}: asks for a pass over everything, which corrects drift. */
public final class OnSchedule {

    private final Supplier<AppServices> installation;

    /** In the given installation, asked for each time. */
    public OnSchedule(Supplier<AppServices> installation) {
        this.installation = installation;
    }

    /**
     * Looks at nothing itself.
     *
     * @param timer when it is due and was before; not used
     */
    @FunctionName("OnSchedule")
    public void run(@TimerTrigger(name = "timer", schedule = "%SCHEDULE%") String timer, ExecutionContext context) {
        AppServices app = installation.get();
        SyncRequest request = SyncRequest.SYNC.as(app.runIds().get()).because("the schedule");
        app.queue().send(request, Duration.ZERO);
        context.getLogger().info("asked for run " + request.runId() + " over everything");
    }
}
