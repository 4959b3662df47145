package io.github.dbdsc.databricks;

import io.github.dbdsc.model.NamedKind;

/**
 * How the workspace lists what has names.
 *
 * @param path of the list call, with the query that asks for the most on a page
 * @param list the answer's field with the list
 * @param id the field of an element with its id
 * @param name the field of an element with its name
 */
record NameListing(String path, String list, String id, String name) {

    /** Jobs run on clusters of their own, which nobody means by name. */
    static final String JOB_CLUSTER = "JOB";

    /** Cluster Policies API 2.0, Instance Pools API 2.0, SQL Warehouses API 2.0, Pipelines API 2.0, SCIM, Clusters API 2.1. */
    static NameListing of(NamedKind kind) {
        return switch (kind) {
            case CLUSTER_POLICY -> new NameListing("/api/2.0/policies/clusters/list", "policies", "policy_id", "name");
            case INSTANCE_POOL ->
                new NameListing(
                        "/api/2.0/instance-pools/list", "instance_pools", "instance_pool_id", "instance_pool_name");
            case WAREHOUSE -> new NameListing("/api/2.0/sql/warehouses?page_size=100", "warehouses", "id", "name");
            case PIPELINE -> new NameListing("/api/2.0/pipelines?max_results=100", "statuses", "pipeline_id", "name");
            case SERVICE_PRINCIPAL ->
                new NameListing(
                        "/api/2.0/preview/scim/v2/ServicePrincipals?attributes=applicationId,displayName&count=100",
                        "Resources",
                        "applicationId",
                        "displayName");
            case CLUSTER ->
                new NameListing("/api/2.1/clusters/list?page_size=100", "clusters", "cluster_id", "cluster_name");
        };
    }

    String next(String parameter, String value) {
        return path + (path.contains("?") ? "&" : "?") + parameter + "=" + value;
    }
}
