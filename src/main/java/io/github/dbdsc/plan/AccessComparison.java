package io.github.dbdsc.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.GrantedAccess;
import io.github.dbdsc.model.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The ways in which a job's permissions differ from what its definition asks for.
 *
 * @param differences what counts as different
 * @param suppressed what looks different and does not count, each with the reason
 * @param actual what is granted on the job
 * @param target the permissions to grant: everything the definition asks for, and what others granted
 * @param obstacle why differences can't be put right, and so do not count; empty when they can, or there are none
 */
public record AccessComparison(
        List<Difference> differences,
        List<Difference> suppressed,
        GrantedAccess actual,
        AccessControl target,
        Optional<String> obstacle) {

    static final String REPLACED = "the definition names another owner; who owned the job goes on managing it";
    static final String OWNER_KEPT = "a job keeps its owner unless the definition names another";
    static final String FOREIGN = "somebody else granted it, and the definition never mentioned it";
    static final String INHERITED = "it is inherited, which is as good as granted on the job";
    static final String OWNER_NOT_SHOWN = "the workspace shows no owner of the job, and it was given before";
    static final String NO_OWNER = "the workspace shows no owner of the job and takes no list without one; name an"
            + " IS_OWNER in access_control_list, or give the job an owner on its page";

    public AccessComparison {
        differences = List.copyOf(differences);
        suppressed = List.copyOf(suppressed);
    }

    /**
     * Compares principal by principal. A principal that the definition names gets exactly that level, unless it inherits
     * that much; one that it used to name and no longer does loses its level; all others keep theirs. The owner stays
     * the owner unless the definition names another, and can then still manage the job: the owner may be this program,
     * which would otherwise lose sight of the job and create it again.
     *
     * <p>Granting replaces the whole list. So nothing is granted while the workspace shows an entry that can't be
     * understood: it would be taken away from whoever has it. And nothing while no owner is known: the workspace refuses
     * a list without one, and to make up one would hand the job over.
     *
     * @param wanted what the definition asks for
     * @param actual what is granted on the job
     * @param asked what the definition asked for according to the state
     */
    static AccessComparison of(AccessControl wanted, GrantedAccess actual, AccessControl asked) {
        Merge merge = new Merge(wanted, actual, asked);
        wanted.levels().forEach(merge::want);
        actual.own().levels().forEach(merge::find);
        AccessControl target = new AccessControl(merge.target);
        Optional<String> obstacle = merge.differences.isEmpty() ? Optional.empty() : obstacle(actual, target);
        if (obstacle.isEmpty()) {
            return new AccessComparison(merge.differences, merge.suppressed, actual, target, obstacle);
        }
        List<Difference> suppressed = new ArrayList<>(merge.suppressed);
        merge.differences.forEach(difference -> suppressed.add(difference.suppressed(obstacle.get())));
        return new AccessComparison(List.of(), suppressed, actual, target, obstacle);
    }

    private static Optional<String> obstacle(GrantedAccess actual, AccessControl target) {
        if (actual.unclear().isPresent()) {
            return Optional.of("the workspace shows " + actual.unclear().get()
                    + ", which a new list would take away; put it right on the job's page");
        }
        return target.hasOwner() ? Optional.empty() : Optional.of(NO_OWNER);
    }

    /** Returns the permissions to grant; empty when nothing has to change. */
    public Optional<AccessControl> toGrant() {
        return differences.isEmpty() ? Optional.empty() : Optional.of(target);
    }

    private static final class Merge {

        private final AccessControl wanted;
        private final GrantedAccess actual;
        private final AccessControl asked;
        private final Map<Principal, String> target = new TreeMap<>();
        private final List<Difference> differences = new ArrayList<>();
        private final List<Difference> suppressed = new ArrayList<>();

        private Merge(AccessControl wanted, GrantedAccess actual, AccessControl asked) {
            this.wanted = wanted;
            this.actual = actual;
            this.asked = asked;
        }

        private void want(Principal principal, String level) {
            Optional<String> current = actual.own().level(principal);
            if (current.equals(Optional.of(level))) {
                target.put(principal, level);
            } else if (staysOwner(principal)) {
                keep(principal, AccessControl.OWNER, TextNode.valueOf(level), OWNER_KEPT);
            } else if (actual.inherits(principal, level)) {
                current.ifPresent(less -> target.put(principal, less));
                JsonNode above = text(actual.inherited().level(principal).orElseThrow());
                suppressed.add(same(principal, above, TextNode.valueOf(level), INHERITED));
            } else if (level.equals(AccessControl.OWNER) && isUnseenOwner(principal)) {
                target.put(principal, level);
                suppressed.add(same(principal, text(null), TextNode.valueOf(level), OWNER_NOT_SHOWN));
            } else {
                target.put(principal, level);
                differences.add(
                        difference(principal, text(current.orElse(null)), TextNode.valueOf(level), Cause.DEFINED));
            }
        }

        private void find(Principal principal, String level) {
            if (wanted.level(principal).isPresent()) {
                return;
            }
            JsonNode none = MissingNode.getInstance();
            if (staysOwner(principal)) {
                keep(principal, level, none, OWNER_KEPT);
            } else if (actual.own().isOwner(principal)) {
                target.put(principal, AccessControl.MANAGER);
                JsonNode manager = TextNode.valueOf(AccessControl.MANAGER);
                differences.add(difference(principal, TextNode.valueOf(level), manager, Cause.OWNER_REPLACED));
            } else if (asked.level(principal).isPresent()) {
                differences.add(difference(principal, TextNode.valueOf(level), none, Cause.NO_LONGER_DEFINED));
            } else {
                keep(principal, level, none, FOREIGN);
            }
        }

        private boolean staysOwner(Principal principal) {
            return actual.own().isOwner(principal) && !wanted.hasOwner();
        }

        /** Reports whether the principal was made the owner, and may well be: nobody is shown as the owner. */
        private boolean isUnseenOwner(Principal principal) {
            return asked.isOwner(principal)
                    && actual.own().level(principal).isEmpty()
                    && !actual.own().hasOwner();
        }

        private void keep(Principal principal, String level, JsonNode after, String reason) {
            target.put(principal, level);
            suppressed.add(same(principal, TextNode.valueOf(level), after, reason));
        }

        private static Difference difference(Principal principal, JsonNode before, JsonNode after, Cause cause) {
            return new Difference(path(principal), before, after, cause);
        }

        private static Difference same(Principal principal, JsonNode before, JsonNode after, String reason) {
            return Difference.same(path(principal), before, after, reason);
        }

        private static String path(Principal principal) {
            return AccessControl.FIELD + "[" + principal + "]";
        }

        private static JsonNode text(@Nullable String level) {
            return level == null ? MissingNode.getInstance() : TextNode.valueOf(level);
        }
    }
}
