package io.github.dbdsc.databricks;

import java.util.Optional;

/** How this program names itself to the workspace: {@code db-dsc-jobs/<version>}. */
public final class UserAgent {

    public static final String VALUE = "db-dsc-jobs/"
            + Optional.ofNullable(UserAgent.class.getPackage().getImplementationVersion())
                    .orElse("development");

    private UserAgent() {}
}
