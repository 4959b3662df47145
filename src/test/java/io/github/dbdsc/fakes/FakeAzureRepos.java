package io.github.dbdsc.fakes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** The threads of one pull request in Azure Repos, as its REST API 7.1 has them. */
public final class FakeAzureRepos extends LoopbackServer {

    /** Has to come with each request. */
    public static final String TOKEN = "planted-access-token";

    private static final Pattern PATH = Pattern.compile(
            "/org/project-id/_apis/git/repositories/repository-id/pullRequests/7/threads(?:/(\\d+)/comments/1)?");
    private static final JsonMapper JSON = new JsonMapper();

    private final ArrayNode threads = JSON.createArrayNode();

    public FakeAzureRepos() {
        super(false);
        addThread("Somebody's own words");
    }

    /** Returns the first comment of each thread. */
    public synchronized List<String> comments() {
        return StreamSupport.stream(threads.spliterator(), false)
                .map(thread -> thread.at("/comments/0/content").asText())
                .toList();
    }

    private ObjectNode addThread(String content) {
        ObjectNode thread = threads.addObject().put("id", threads.size()).put("isDeleted", false);
        thread.putArray("comments").addObject().put("id", 1).put("content", content);
        return thread;
    }

    @Override
    synchronized Answer answer(HttpExchange exchange, String path, Map<String, String> parameters) throws IOException {
        Matcher known = PATH.matcher(path);
        if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return Answer.of(401, "{}");
        }
        if (!known.matches() || !"7.1".equals(parameters.get("api-version"))) {
            return Answer.of(404, "{}");
        }
        JsonNode sent = JSON.readTree(bodies().get(bodies().size() - 1));
        return switch (exchange.getRequestMethod() + (known.group(1) == null ? "" : " comment")) {
            case "GET" ->
                Answer.of(200, JSON.createObjectNode().set("value", threads).toString());
            case "POST" ->
                Answer.of(
                        200, addThread(sent.at("/comments/0/content").asText()).toString());
            case "PATCH comment" -> {
                ObjectNode comment = (ObjectNode)
                        threads.get(Integer.parseInt(known.group(1)) - 1).at("/comments/0");
                yield Answer.of(
                        200,
                        comment.put("content", sent.path("content").asText()).toString());
            }
            default -> Answer.of(405, "{}");
        };
    }
}
