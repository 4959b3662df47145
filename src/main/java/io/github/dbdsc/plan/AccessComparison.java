package io.github.dbdsc.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where a job's permissions are not as wanted.
 *
 * @param differences what counts
 * @param suppressed what does not, each with why
 * @param actual what is granted on the job
 * @param target what is to be granted: everything wanted, and what others granted
 */
public record AccessComparison(
        List<Difference> differences, List<Difference> suppressed, AccessControl actual, AccessControl target) {

    static final String REPLACED = "the definition names another owner; who owned the job goes on managing it";
    static final String OWNER_KEPT = "a job keeps its owner unless the definition names another";
    static final String FOREIGN = "somebody else granted it, and the definition never mentioned it";

    public AccessComparison {
        differences = List.copyOf(differences);
        suppressed = List.copyOf(suppressed);
    }

    /**
     * Compares by principal. Whom the definition names has exactly that level; whom it used to name and no longer does
     * has none; everybody else keeps what they have. The owner stays the owner unless the definition names another, and
     * then still manages the job: the owner may be this program, which would lose sight of the job and make it again.
     *
     * @param wanted what the definition asks for
     * @param actual what is granted on the job
     * @param asked what was last asked for, as far as is remembered
     */
    static AccessComparison of(AccessControl wanted, AccessControl actual, AccessControl asked) {
        Merge merge = new Merge(wanted, actual, asked);
        wanted.levels().forEach(merge::want);
        actual.levels().forEach(merge::find);
        return new AccessComparison(merge.differences, merge.suppressed, actual, new AccessControl(merge.target));
    }

    /** What has to be granted; empty when all is as wanted. */
    public Optional<AccessControl> toGrant() {
        return differences.isEmpty() ? Optional.empty() : Optional.of(target);
    }

    private static final class Merge {

        private final AccessControl wanted;
        private final AccessControl actual;
        private final AccessControl asked;
        private final Map<Principal, String> target = new TreeMap<>();
        private final List<Difference> differences = new ArrayList<>();
        private final List<Difference> suppressed = new ArrayList<>();

        private Merge(AccessControl wanted, AccessControl actual, AccessControl asked) {
            this.wanted = wanted;
            this.actual = actual;
            this.asked = asked;
        }

        private void want(Principal principal, String level) {
            Optional<String> before = actual.level(principal);
            if (before.equals(Optional.of(level))) {
                target.put(principal, level);
            } else if (staysOwner(principal)) {
                keep(principal, AccessControl.OWNER, TextNode.valueOf(level), OWNER_KEPT);
            } else {
                target.put(principal, level);
                differences.add(difference(principal, text(before), TextNode.valueOf(level), Comparison.WANTED));
            }
        }

        private void find(Principal principal, String level) {
            if (wanted.level(principal).isPresent()) {
                return;
            }
            JsonNode none = MissingNode.getInstance();
            if (staysOwner(principal)) {
                keep(principal, level, none, OWNER_KEPT);
            } else if (actual.isOwner(principal)) {
                target.put(principal, AccessControl.MANAGER);
                JsonNode manager = TextNode.valueOf(AccessControl.MANAGER);
                differences.add(difference(principal, TextNode.valueOf(level), manager, REPLACED));
            } else if (asked.level(principal).isPresent()) {
                differences.add(difference(principal, TextNode.valueOf(level), none, Comparison.REMOVED));
            } else {
                keep(principal, level, none, FOREIGN);
            }
        }

        private boolean staysOwner(Principal principal) {
            return actual.isOwner(principal) && !wanted.hasOwner();
        }

        private void keep(Principal principal, String level, JsonNode after, String reason) {
            target.put(principal, level);
            suppressed.add(difference(principal, TextNode.valueOf(level), after, reason));
        }

        private static Difference difference(Principal principal, JsonNode before, JsonNode after, String reason) {
            return new Difference(AccessControl.FIELD + "[" + principal + "]", before, after, reason);
        }

        private static JsonNode text(Optional<String> level) {
            return level.<JsonNode>map(TextNode::valueOf).orElse(MissingNode.getInstance());
        }
    }
}
