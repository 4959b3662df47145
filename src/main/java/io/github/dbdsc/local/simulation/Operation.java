package io.github.dbdsc.local.simulation;

/** The calls that the service answers. */
public enum Operation {
    LIST("GET", "/api/2.2/jobs/list"),
    GET("GET", "/api/2.2/jobs/get"),
    CREATE("POST", "/api/2.2/jobs/create"),
    RESET("POST", "/api/2.2/jobs/reset"),
    UPDATE("POST", "/api/2.2/jobs/update"),
    DELETE("POST", "/api/2.2/jobs/delete"),
    RUN_NOW("POST", "/api/2.2/jobs/run-now"),
    LIST_RUNS("GET", "/api/2.2/jobs/runs/list"),
    GET_RUN("GET", "/api/2.2/jobs/runs/get"),
    GET_PERMISSIONS("GET", Operation.PERMISSIONS_PATH),
    SET_PERMISSIONS("PUT", Operation.PERMISSIONS_PATH),
    ME("GET", "/api/2.0/preview/scim/v2/Me"),
    LIST_POLICIES("GET", "/api/2.0/policies/clusters/list"),
    LIST_POOLS("GET", "/api/2.0/instance-pools/list"),
    LIST_WAREHOUSES("GET", "/api/2.0/sql/warehouses"),
    LIST_PIPELINES("GET", "/api/2.0/pipelines"),
    LIST_SERVICE_PRINCIPALS("GET", "/api/2.0/preview/scim/v2/ServicePrincipals"),
    LIST_CLUSTERS("GET", "/api/2.1/clusters/list"),
    LIST_NOTIFICATION_DESTINATIONS("GET", "/api/2.0/notification-destinations"),
    LIST_QUERIES("GET", "/api/2.0/sql/queries"),
    LIST_ALERTS("GET", "/api/2.0/alerts"),
    LIST_LEGACY_ALERTS("GET", "/api/2.0/sql/alerts"),
    LIST_DASHBOARDS("GET", "/api/2.0/lakeview/dashboards"),
    /** A path or a method that the service does not have. */
    UNKNOWN("", "");

    /** Followed by the job's id. */
    static final String PERMISSIONS_PATH = "/api/2.0/permissions/jobs/";

    private final String method;
    private final String path;

    Operation(String method, String path) {
        this.method = method;
        this.path = path;
    }

    /** Whether it changes something in the workspace. */
    public boolean isWrite() {
        return !method.isEmpty() && !method.equals("GET");
    }

    static Operation of(String method, String path) {
        for (Operation operation : values()) {
            if (operation.method.equals(method) && operation.matches(path)) {
                return operation;
            }
        }
        return UNKNOWN;
    }

    private boolean matches(String requested) {
        return path.equals(PERMISSIONS_PATH) ? requested.startsWith(path) : requested.equals(path);
    }
}
