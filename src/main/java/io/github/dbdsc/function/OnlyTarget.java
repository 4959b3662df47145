package io.github.dbdsc.function;

import io.github.dbdsc.definition.SourcePaths;
import io.github.dbdsc.model.TargetView;
import io.github.dbdsc.sync.FailedRequests;
import io.github.dbdsc.sync.RunRequests;
import java.util.List;
import java.util.function.Supplier;

/** The services of an app whose only target has no name. */
record OnlyTarget(Supplier<AppServices> services, Supplier<RunRequests> askedFor, Supplier<FailedRequests> failed)
        implements TargetServices {

    @Override
    public List<String> names() {
        return List.of("");
    }

    @Override
    public AppServices of(String target) {
        return services.get();
    }

    @Override
    public RunRequests requests(String target) {
        return askedFor.get();
    }

    @Override
    public FailedRequests failures(String target) {
        return failed.get();
    }

    @Override
    public SourcePaths paths(String target) {
        return SourcePaths.of(TargetView.WHOLE);
    }
}
