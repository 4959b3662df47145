package io.github.dbdsc.model;

import java.util.Optional;

/**
 * Who may do what with a job, as the workspace shows it.
 *
 * @param own what is granted on the job itself
 * @param inherited what each principal has from above the job, such as the group {@code admins} from the workspace
 * @param unclear what is granted on the job itself and can't be understood, as a message for the user; empty when
 *     everything can. Replacing the permissions would take it away
 */
public record GrantedAccess(AccessControl own, AccessControl inherited, Optional<String> unclear) {

    /**
     * Reports whether the principal has this level without its being granted on the job: by inheritance. A higher level
     * on the job itself is another thing, since it is there to be taken away.
     */
    public boolean inherits(Principal principal, String level) {
        boolean noMoreOfItsOwn = own.level(principal)
                .map(mine -> AccessControl.includes(level, mine))
                .orElse(true);
        return noMoreOfItsOwn
                && inherited
                        .level(principal)
                        .filter(above -> AccessControl.includes(above, level))
                        .isPresent();
    }
}
