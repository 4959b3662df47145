package io.github.dbdsc.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.fields.Place;
import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.Echo;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.Ownership;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Tells what the workspace shows otherwise than it was asked for. What an operator sets while the definition is silent is
 * left out: it may change at any time.
 */
public final class Echoes {

    /** Our tags that say whose a job is. They are compared with what they have to be, not with what they were. */
    static final SortedSet<String> OWNERSHIP = Collections.unmodifiableSortedSet(
            new TreeSet<>(List.of(Ownership.OWNER_TAG, Ownership.KEY_TAG, Ownership.SOURCE_TAG)));

    private Echoes() {}

    /**
     * A field that the workspace shows otherwise than it was asked for.
     *
     * @param asked a missing node where it was not asked for
     * @param shown a missing node where it is not shown
     */
    record Part(Place place, JsonNode asked, JsonNode shown) {

        JsonNode value() {
            return shown.isMissingNode() ? NullNode.getInstance() : shown;
        }
    }

    /** Returns the echo of a job. */
    public static Echo of(JobSettings asked, JobSettings shown, JobFields fields) {
        return of(parts(asked, shown, fields));
    }

    /**
     * Returns what to remember as asked for of a job that stays as it is: the paths of its echo count the elements of lists
     * as they were asked for then, though their order means nothing.
     *
     * @param wanted what the definition asks for
     * @param asked what it asked for when the job was applied
     */
    public static JobSettings keptOrder(JobSettings wanted, JobSettings asked, JobFields fields) {
        if (!ExactComparison.asksTheSame(wanted, asked, fields)) {
            return wanted;
        }
        JobSettings kept = asked;
        for (String field : List.of("tags", AccessControl.FIELD)) {
            JsonNode own = wanted.field(field).orElse(null);
            kept = own == null ? kept.without(field) : kept.with(field, own);
        }
        return kept;
    }

    static Echo of(List<Part> parts) {
        Map<String, JsonNode> values = new HashMap<>();
        parts.forEach(part -> values.put(part.place().path(), part.value()));
        return new Echo(values);
    }

    /** Returns the parts of an echo, in the order of the settings. */
    static List<Part> parts(JobSettings asked, JobSettings shown, JobFields fields) {
        List<Part> parts = new ArrayList<>();
        ExactWalk.over(asked.view(), shown.view(), fields, new ExactWalk.Visitor() {
            @Override
            public void differs(Place place, JsonNode first, JsonNode second) {
                parts.add(new Part(place, first, second));
            }

            @Override
            public boolean leavesOut(Place place) {
                return fields.isOperators(place);
            }

            @Override
            public boolean ignores(Place place) {
                return place.isAt(AccessControl.FIELD) || place.isTag(OWNERSHIP);
            }
        });
        return parts;
    }
}
