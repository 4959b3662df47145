package io.github.dbdsc.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.dbdsc.model.FilledIn;
import io.github.dbdsc.model.JobSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the workspace shows of a job right after a run applied it.
 *
 * @param lost what was asked for and is missing
 * @param filledIn what was not asked for and is there anyway, apart from known defaults and what the service keeps
 */
public record Echo(List<Difference> lost, FilledIn filledIn) {

    /** Compares what was sent ({@code wanted}) with what the workspace shows. */
    public static Echo of(JobSettings wanted, JobSettings shown, FieldRules rules) {
        List<Difference> lost = new ArrayList<>();
        Map<String, JsonNode> filledIn = new TreeMap<>();
        SettingsWalk.over(
                wanted.view(), shown.view(), MissingNode.getInstance(), JobIds.NONE, new SettingsWalk.Visitor() {
                    @Override
                    public void differs(Place place, JsonNode asked, JsonNode actual, JsonNode applied) {
                        if (rules.explainsMismatch(place, asked, actual).isEmpty()) {
                            lost.add(new Difference(place.path(), actual, asked, "the workspace did not keep it"));
                        }
                    }

                    @Override
                    public void unmentioned(Place place, JsonNode actual, JsonNode applied) {
                        if (rules.explainsPresence(place, actual).isEmpty()) {
                            filledIn.put(place.path(), actual);
                        }
                    }

                    @Override
                    public boolean kept(Place place, JsonNode actual, JsonNode applied) {
                        return rules.explainsKeeping(place).isPresent();
                    }
                });
        return new Echo(lost, new FilledIn(filledIn));
    }
}
