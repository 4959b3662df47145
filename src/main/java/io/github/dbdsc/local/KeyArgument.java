package io.github.dbdsc.local;

import io.github.dbdsc.model.JobKey;
import picocli.CommandLine.ITypeConverter;

/** Takes a definition's path for its key: {@code jobs/etl/daily.json}, as a shell completes it, is {@code etl/daily}. */
final class KeyArgument implements ITypeConverter<JobKey> {

    @Override
    public JobKey convert(String given) {
        String path = given.replace('\\', '/').replaceFirst("^\\./", "");
        return JobKey.isDefinition(path) ? JobKey.ofPath(path) : new JobKey(given);
    }
}
