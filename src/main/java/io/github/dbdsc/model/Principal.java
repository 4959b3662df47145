package io.github.dbdsc.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Somebody who may be given permissions. Permissions API 2.0: the service keeps the names of users and service principals
 * in lower case and accepts any case, so names that differ only in case are equal; names of groups are not.
 *
 * @param name a user's name, a group's display name, or a service principal's application id
 */
public record Principal(Kind kind, String name) implements Comparable<Principal> {

    /** The kinds of principals. */
    public enum Kind {
        USER("user_name"),
        GROUP("group_name"),
        SERVICE_PRINCIPAL("service_principal_name");

        private final String field;

        Kind(String field) {
            this.field = field;
        }

        /** Returns the field of an {@code access_control_list} entry that names a principal of this kind. */
        public String field() {
            return field;
        }
    }

    private static final Comparator<Principal> BY_NAME =
            Comparator.comparing(Principal::kind).thenComparing(Principal::canonicalName);

    /** Returns the principals that an entry of an {@code access_control_list} names: one when the entry is valid. */
    public static List<Principal> namedIn(JsonNode entry) {
        return Stream.of(Kind.values())
                .flatMap(kind -> Optional.ofNullable(entry.path(kind.field()).textValue())
                        .filter(name -> !name.isBlank())
                        .map(name -> new Principal(kind, name))
                        .stream())
                .toList();
    }

    private String canonicalName() {
        return kind == Kind.GROUP ? name : name.toLowerCase(Locale.ROOT);
    }

    @Override
    public int compareTo(Principal other) {
        return BY_NAME.compare(this, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Principal principal && compareTo(principal) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * kind.hashCode() + canonicalName().hashCode();
    }

    /** Returns the principal much as an entry has it: {@code user_name=ann@example.com}. */
    @Override
    public String toString() {
        return kind.field() + "=" + name;
    }
}
