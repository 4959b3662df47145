package io.github.dbdsc.local.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Job settings to try things with. */
final class SampleJobs {

    private SampleJobs() {}

    static ObjectNode settings(String json) {
        return (ObjectNode) ApiJson.literal(json);
    }

    /** A job with one notebook task. */
    static String named(String name) {
        return withTask(name, "\"notebook_task\":{\"notebook_path\":\"/Shared/main\"}");
    }

    /** A job with one task that has these fields. */
    static String withTask(String name, String taskFields) {
        return "{\"name\":\"" + name + "\",\"tasks\":[{\"task_key\":\"main\"," + taskFields + "}]}";
    }

    /** A job with one notebook task on a cluster that has these fields. */
    static String withCluster(String clusterFields) {
        return withTask("clustered", notebook("/Shared/main") + ",\"new_cluster\":{" + clusterFields + "}");
    }

    static String withTasks(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> "{\"task_key\":\"t" + n + "\"," + notebook("/Shared/" + n) + "}")
                .collect(Collectors.joining(",", "{\"name\":\"wide\",\"tasks\":[", "]}"));
    }

    static String notebook(String path) {
        return "\"notebook_task\":{\"notebook_path\":\"" + path + "\"}";
    }
}
