package io.github.dbdsc.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import io.github.dbdsc.model.ExternalServiceException;
import io.github.dbdsc.report.Report;
import io.github.dbdsc.settings.SettingsException;
import java.util.List;
import java.util.function.Function;

/** Answers with the plans of several targets, one after the other, so that no more than one is in memory. */
final class PlansAnswer {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpRequestMessage<?> request;
    private final ExecutionContext context;

    PlansAnswer(HttpRequestMessage<?> request, ExecutionContext context) {
        this.request = request;
        this.context = context;
    }

    /**
     * Plans for each target, and answers with the worst of what came of it as status. A target that can't be planned has what
     * is wrong in place of its plan.
     *
     * @param planned makes the plan of a target
     */
    HttpResponseMessage of(List<String> targets, Function<String, Report> planned) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ArrayNode plans = document.putArray("targets");
        StringBuilder text = new StringBuilder();
        int status = HttpStatus.OK.value();
        for (String target : targets) {
            HttpResponseMessage one = one(target, planned);
            status = Math.max(status, one.getStatusCode());
            String body = String.valueOf(one.getBody());
            text.append("Target ")
                    .append(target)
                    .append('\n')
                    .append(body.strip())
                    .append("\n\n");
            plans.add(HttpAnswer.wantsText(request) ? document.nullNode() : tree(target, body));
        }
        return HttpAnswer.wantsText(request)
                ? request.createResponseBuilder(HttpStatus.valueOf(status))
                        .header("Content-Type", "text/plain; charset=utf-8")
                        .body(text.toString())
                        .build()
                : HttpAnswer.json(request, HttpStatus.valueOf(status), document).build();
    }

    private HttpResponseMessage one(String target, Function<String, Report> planned) {
        try {
            return HttpAnswer.ofRun(request, context, () -> planned.apply(target));
        } catch (SettingsException | ExternalServiceException e) {
            return new ProblemAnswer(request, context).to(e);
        }
    }

    private static ObjectNode tree(String target, String body) {
        try {
            return TargetChoice.named(target, (ObjectNode) JSON.readTree(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer of this program is no JSON", e);
        }
    }
}
