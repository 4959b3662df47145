package io.github.dbdsc.definition;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.definition.JsonText.Place;
import io.github.dbdsc.definition.policy.Policy;
import io.github.dbdsc.definition.policy.PolicyException;
import io.github.dbdsc.model.Problem;
import java.util.ArrayList;

/** Reads {@code policy.json}. What is wrong with it stops every run, since nobody knows then what a job must be. */
final class PolicyFile {

    private static final String STOPS = " (until then no run writes anything)";

    private PolicyFile() {}

    /** @throws DefinitionException when it can't be used */
    static Policy read(SourceFile file) throws DefinitionException {
        try {
            String text = DefinitionParser.text(file);
            ObjectNode json = DefinitionParser.object(file.path(), text, true, new ArrayList<>());
            try {
                return Policy.of(json);
            } catch (PolicyException e) {
                Place place = JsonText.placeOf(text, e.steps());
                throw new DefinitionException(Problem.error(
                        file.path(), place.line(), place.column(), "the policy can't be used: " + e.getMessage()));
            }
        } catch (DefinitionException e) {
            throw new DefinitionException(e.problems().stream()
                    .map(problem ->
                            Problem.error(problem.file(), problem.line(), problem.column(), problem.message() + STOPS))
                    .toList());
        }
    }
}
