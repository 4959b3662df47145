package io.github.dbdsc.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Jobs API 2.2: what a read-back adds or changes in clusters")
class ClusterReadBackTest {

    private final SimulatedWorkspace workspace = SimulatedWorkspace.start(SimulationOptions.defaults()
            .withPolicies(Map.of(
                    "p1",
                    SampleJobs.settings("{\"custom_tags\":{\"team\":\"data\",\"cost\":\"7\"},"
                            + "\"spark_conf\":{\"spark.a\":\"1\"},\"autotermination_minutes\":30}"))));
    private final WorkspaceClient client = new WorkspaceClient(workspace);

    @AfterEach
    void stop() {
        workspace.close();
    }

    @Test
    @DisplayName("a cluster shows what it left out")
    void cluster_defaults() {
        JsonNode cluster = cluster("\"node_type_id\":\"Standard_D4\",\"num_workers\":1");

        assertThat(cluster.path("driver_node_type_id").asText()).isEqualTo("Standard_D4");
        assertThat(cluster.path("enable_elastic_disk").asBoolean()).isTrue();
        assertThat(cluster.path("enable_local_disk_encryption").asBoolean(true)).isFalse();
        assertThat(cluster.path("data_security_mode").asText()).isEqualTo("SINGLE_USER");
        assertThat(cluster.path("single_user_name").asText()).isEqualTo(Caller.DEMO.userName());
        assertThat(cluster.path("cluster_name").isTextual()).isTrue();
        assertThat(cluster.at("/azure_attributes/availability").asText()).isEqualTo("ON_DEMAND_AZURE");
    }

    @Test
    @DisplayName("azure_attributes that say something are completed")
    void azure_attributes_are_completed() {
        JsonNode attributes = cluster("\"azure_attributes\":{\"availability\":\"SPOT_AZURE\"}")
                .path("azure_attributes");

        assertThat(attributes.path("availability").asText()).isEqualTo("SPOT_AZURE");
        assertThat(attributes.path("first_on_demand").asInt()).isEqualTo(1);
    }

    @Test
    @DisplayName("only a cluster for a single user names that user")
    void shared_cluster_names_no_user() {
        assertThat(cluster("\"data_security_mode\":\"USER_ISOLATION\"").has("single_user_name"))
                .isFalse();
    }

    @Test
    @DisplayName("with a pool the node types, elastic disk and azure_attributes drop out")
    void pool_decides_the_machines() {
        JsonNode cluster = cluster("\"instance_pool_id\":\"pool\",\"node_type_id\":\"Standard_D4\","
                + "\"enable_elastic_disk\":true,\"azure_attributes\":{\"first_on_demand\":2}");

        assertThat(cluster.path("driver_instance_pool_id").asText()).isEqualTo("pool");
        for (String field : List.of("node_type_id", "driver_node_type_id", "enable_elastic_disk", "azure_attributes")) {
            assertThat(cluster.has(field)).as(field).isFalse();
        }
    }

    @Test
    @DisplayName("apply_policy_default_values is accepted and never returned")
    void policy_switch_is_never_returned() {
        assertThat(cluster("\"apply_policy_default_values\":true").has("apply_policy_default_values"))
                .isFalse();
    }

    @Test
    @DisplayName("a policy injects custom_tags, spark_conf and more; what the cluster says itself stays")
    void policy_injects_values() {
        JsonNode cluster = cluster("\"policy_id\":\"p1\",\"custom_tags\":{\"team\":\"mine\"}");

        assertThat(cluster.path("custom_tags")).isEqualTo(ApiJson.literal("{\"team\":\"mine\",\"cost\":\"7\"}"));
        assertThat(cluster.at("/spark_conf/spark.a").asText()).isEqualTo("1");
        assertThat(cluster.path("autotermination_minutes").asInt()).isEqualTo(30);
        assertThat(cluster("\"policy_id\":\"p2\"").has("custom_tags")).isFalse();
    }

    @Test
    @DisplayName("job clusters and the clusters of for_each tasks are completed, too")
    void every_cluster_is_completed() {
        JsonNode settings = client.echo("{\"job_clusters\":[{\"job_cluster_key\":\"k\",\"new_cluster\":{}}],"
                + "\"tasks\":[{\"task_key\":\"a\",\"for_each_task\":{\"task\":{\"task_key\":\"each\","
                + SampleJobs.notebook("/a") + ",\"new_cluster\":{}}}}]}");

        assertThat(settings.at("/job_clusters/0/new_cluster/data_security_mode").asText())
                .isEqualTo("SINGLE_USER");
        assertThat(settings.at("/tasks/0/for_each_task/task/new_cluster/data_security_mode")
                        .asText())
                .isEqualTo("SINGLE_USER");
    }

    private JsonNode cluster(String fields) {
        return client.echo(SampleJobs.withCluster(fields)).at("/tasks/0/new_cluster");
    }
}
