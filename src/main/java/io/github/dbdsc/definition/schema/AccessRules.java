package io.github.dbdsc.definition.schema;

import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.Principal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Each permission names one principal, nobody is named twice, and there is at most one owner. Permissions API 2.0: a job
 * has exactly one owner, a user or a service principal; when no owner is named, it is whoever creates the job.
 */
final class AccessRules {

    private static final List<String> KINDS =
            Stream.of(Principal.Kind.values()).map(Principal.Kind::field).toList();

    private AccessRules() {}

    static void check(SettingsPart job, SettingsProblems problems) {
        Map<Principal, Integer> uses = new LinkedHashMap<>();
        Map<Principal, SettingsPath> places = new HashMap<>();
        List<String> owners = new ArrayList<>();
        for (SettingsPart entry : job.elements(AccessControl.FIELD, KINDS)) {
            checkEntry(entry, problems);
            List<Principal> principals = Principal.namedIn(entry.node());
            principals.forEach(principal -> {
                uses.merge(principal, 1, Integer::sum);
                places.put(principal, entry.path());
            });
            if (entry.text(AccessControl.LEVEL).equals(AccessControl.OWNER)) {
                principals.forEach(principal -> owners.add(principal.name()));
            }
        }
        SettingsPath list = job.path().field(AccessControl.FIELD);
        uses.forEach((principal, times) -> {
            if (times > 1) {
                problems.error(
                        places.getOrDefault(principal, list).called(principal.name()),
                        "is there " + times + " times; keep one of them");
            }
        });
        if (owners.size() > 1) {
            problems.error(
                    list, "names " + owners.size() + " owners (" + String.join(", ", owners) + "); a job has one");
        }
    }

    private static void checkEntry(SettingsPart entry, SettingsProblems problems) {
        List<String> kinds = KINDS.stream().filter(entry::has).toList();
        if (kinds.isEmpty()) {
            problems.error(entry.path(), "names nobody; add one of " + String.join(", ", KINDS));
        } else if (kinds.size() > 1) {
            problems.error(
                    entry.path(),
                    "names " + kinds.size() + " principals (" + String.join(", ", kinds) + "); make an entry of each");
        }
        if (!entry.has(AccessControl.LEVEL)) {
            problems.error(entry.path(), "has no " + AccessControl.LEVEL + "; add one, such as CAN_VIEW");
        } else if (entry.text(AccessControl.LEVEL).equals(AccessControl.OWNER)
                && entry.has(Principal.Kind.GROUP.field())) {
            problems.error(entry.path(), "makes a group the owner; a job belongs to a user or a service principal");
        }
    }
}
