package io.github.dbdsc.definition.editor;

import io.github.dbdsc.template.reads.Outline;
import io.github.dbdsc.template.reads.ValueRead;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds where in the settings a template prints the values of a definition. */
final class Sites {

    /** More places at once than a template that prints JSON leaves open. */
    private static final int MOST_CURSORS = 64;

    /**
     * A value that is printed.
     *
     * @param sites where it stands, one or the other
     */
    record Printed(Outline.Value value, Set<Site> sites) {}

    private final IdentityHashMap<Outline.Value, Printed> found = new IdentityHashMap<>();
    private final IdentityHashMap<ValueRead, List<Printed>> byRead = new IdentityHashMap<>();

    private Sites() {}

    /** Follows what a template prints. */
    static Sites in(Outline outline) {
        Sites sites = new Sites();
        sites.after(outline, Set.of(JsonCursor.start())).forEach(cursor -> cursor.end(sites::add));
        return sites;
    }

    /** Returns where a value is printed, in the order of the template. */
    List<Printed> of(ValueRead read) {
        return byRead.getOrDefault(read, List.of());
    }

    private void add(Outline.Value value, Site site) {
        found.computeIfAbsent(value, added -> {
                    Printed printed = new Printed(added, new LinkedHashSet<>());
                    byRead.computeIfAbsent(added.read(), read -> new ArrayList<>())
                            .add(printed);
                    return printed;
                })
                .sites()
                .add(site);
    }

    private Set<JsonCursor> after(Outline outline, Set<JsonCursor> cursors) {
        if (cursors.size() > MOST_CURSORS) {
            return after(outline, Set.of(JsonCursor.LOST));
        }
        if (outline instanceof Outline.Sequence sequence) {
            Set<JsonCursor> now = cursors;
            for (Outline part : sequence.parts()) {
                now = after(part, now);
            }
            return now;
        }
        Set<JsonCursor> all = new LinkedHashSet<>();
        if (outline instanceof Outline.Choice choice) {
            choice.options().forEach(option -> all.addAll(after(option, cursors)));
        } else if (outline instanceof Outline.Repeat repeat) {
            all.addAll(cursors);
            all.addAll(after(repeat.body(), cursors));
        } else if (outline instanceof Outline.Text text) {
            cursors.forEach(cursor -> all.add(cursor.after(text.text(), this::add)));
        } else if (outline instanceof Outline.Value value) {
            cursors.forEach(cursor -> all.add(cursor.after(value, this::add)));
        } else {
            cursors.forEach(cursor -> all.add(cursor.afterUnknown()));
        }
        return all;
    }
}
