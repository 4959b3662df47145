package io.github.dbdsc.local.simulation;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a person sees who opens the workspace in a browser: the list of jobs at {@code /}, one job at {@code /jobs/<id>}.
 * Every page says that it is a simulation.
 */
final class SimulationPages implements HttpHandler {

    private static final String BANNER = "Simulated Databricks workspace. Jobs are kept in memory and never run.\n\n";
    private static final String JOB = "/jobs/";

    private final JobTable table;
    private final JobEcho.Cache echoes;

    SimulationPages(JobTable table, JobEcho.Cache echoes) {
        this.table = table;
        this.echoes = echoes;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Answer answer = page(path)
                .map(text -> Answer.of(200, "text/plain; charset=utf-8", BANNER + text))
                .orElseGet(() -> Answer.error(ApiError.endpointNotFound(exchange.getRequestMethod(), path)));
        answer.send(exchange);
    }

    private Optional<String> page(String path) {
        if (path.equals("/")) {
            return Optional.of(jobs());
        }
        return path.startsWith(JOB) ? job(path.substring(JOB.length())) : Optional.empty();
    }

    private String jobs() {
        return table.all().stream()
                .map(job -> JOB + job.id() + "  " + job.name() + "\n")
                .collect(Collectors.joining("", table.all().size() + " jobs\n", ""));
    }

    private Optional<String> job(String id) {
        return id.matches("\\d{1,18}")
                ? table.find(Long.parseLong(id))
                        .map(found -> ApiJson.prettyText(echoes.of(found).whole()) + "\n")
                : Optional.empty();
    }
}
