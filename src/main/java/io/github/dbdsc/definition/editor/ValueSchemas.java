package io.github.dbdsc.definition.editor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.template.reads.Circumstances;
import io.github.dbdsc.template.reads.TemplateReads;
import io.github.dbdsc.template.reads.ValueRead;
import io.github.dbdsc.template.reads.ValueRead.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * JSON Schemas of the values that a template reads. What every use of a value asks of it is required of it; where other
 * values decide which use counts, one of them is enough; what can't be told is open.
 */
public final class ValueSchemas {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Sites sites;
    private final PrintedSchemas printed;

    private ValueSchemas(TemplateReads reads, SettingsSchemas settings) {
        this.sites = Sites.in(reads.outline());
        this.printed = new PrintedSchemas(settings);
    }

    /**
     * Returns the schema of the values for a template.
     *
     * @param definitions takes the types of settings that are referred to
     */
    public static ObjectNode of(TemplateReads reads, ObjectNode definitions) {
        SettingsSchemas settings = new SettingsSchemas(definitions);
        ObjectNode schema = new ValueSchemas(reads, settings).of(reads.job());
        settings.finish();
        return schema;
    }

    /**
     * What one use asks of a value.
     *
     * @param isContainer whether it says what is inside
     * @param isClear whether it says anything
     */
    record Asked(ObjectNode schema, boolean isContainer, boolean isClear, Circumstances circumstances, String where) {

        private boolean mayBeObject() {
            return isClear && PrintedSchemas.mayContain(schema) && !schema.has("items");
        }

        private boolean isAlways() {
            return isClear && !circumstances.conditional() && !circumstances.open();
        }
    }

    private ObjectNode of(ValueRead value) {
        List<Asked> asked = new ArrayList<>();
        List<Asked> objectsIfAny = new ArrayList<>();
        value.uses().forEach(use -> use(value, use, asked, objectsIfAny));
        sites.of(value).forEach(where -> asked.addAll(printed.of(where)));
        boolean isObject = value.owner().isEmpty()
                || (!value.isDeciding() && asked.stream().allMatch(Asked::mayBeObject));
        List<Asked> always = Stream.concat(asked.stream(), isObject ? objectsIfAny.stream() : Stream.of())
                .filter(Asked::isAlways)
                .toList();
        asked.addAll(objectsIfAny);
        boolean isOpen = isUsedAs(value, Kind.LIST) && isUsedAs(value, Kind.MAP); // a loop over names takes both
        ObjectNode schema = isOpen ? NODES.objectNode() : always.isEmpty() ? sometimes(value, asked) : everyOne(always);
        Set<String> where = asked.stream()
                .map(Asked::where)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (!where.isEmpty()) {
            ObjectNode described = NODES.objectNode().put("description", String.join("\n", where));
            described.setAll(schema);
            return described;
        }
        return schema;
    }

    private static boolean isUsedAs(ValueRead value, Kind kind) {
        return value.uses().stream().anyMatch(use -> use.kind() == kind);
    }

    private void use(ValueRead value, ValueRead.Use use, List<Asked> asked, List<Asked> objectsIfAny) {
        switch (use.kind()) {
            case OBJECT, MAP -> asked.add(new Asked(object(value), true, true, use.circumstances(), ""));
            case OBJECT_IF_ANY -> objectsIfAny.add(new Asked(object(value), true, true, use.circumstances(), ""));
            case LIST -> asked.add(new Asked(list(value), true, true, use.circumstances(), ""));
            case STRING -> asked.add(plain(SettingsSchemas.types("string"), use));
            case SCALAR -> asked.add(plain(PrintedSchemas.scalar(), use));
            case ANY -> {
                if (use.circumstances().open()) {
                    asked.add(new Asked(NODES.objectNode(), false, false, use.circumstances(), ""));
                }
            }
        }
    }

    private static Asked plain(ObjectNode schema, ValueRead.Use use) {
        return new Asked(schema, false, true, use.circumstances(), "");
    }

    private ObjectNode object(ValueRead value) {
        ObjectNode schema = SettingsSchemas.types("object");
        ObjectNode properties = schema.putObject("properties");
        boolean isMap = isUsedAs(value, Kind.MAP);
        if (isMap) {
            value.members().values().forEach(ValueRead::escape); // each is an entry as well, of which more is read
        }
        value.members().forEach((name, member) -> properties.set(name, of(member)));
        Set<String> required = value.members().entrySet().stream()
                .filter(member -> member.getValue().isRequired())
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!required.isEmpty()) {
            ArrayNode names = schema.putArray("required");
            required.forEach(names::add);
        }
        boolean isPrinted = !sites.of(value).isEmpty();
        if (isMap && !value.isEscaped() && properties.isEmpty()) {
            schema.set("additionalProperties", of(value.entry()));
        } else if (!isMap && !isPrinted && !value.isEscaped()) {
            schema.put("additionalProperties", false);
        }
        return schema;
    }

    private ObjectNode list(ValueRead value) {
        ObjectNode schema = SettingsSchemas.types("array");
        schema.set("items", of(value.element()));
        return schema;
    }

    /** Returns what fits every use. */
    private static ObjectNode everyOne(List<Asked> asked) {
        List<Asked> containers = asked.stream().filter(Asked::isContainer).toList();
        Set<ObjectNode> kinds = schemas(containers, one -> true);
        if (kinds.size() > 1) {
            return NODES.objectNode(); // a list here and an object there
        }
        Predicate<Asked> counts =
                one -> one.isContainer() || kinds.isEmpty() || PrintedSchemas.mayContain(one.schema());
        Set<ObjectNode> unlessEmpty =
                schemas(asked, counts.and(one -> one.circumstances().mayBeEmpty()));
        Set<ObjectNode> schemas =
                schemas(asked, counts.and(one -> !one.circumstances().mayBeEmpty()));
        if (schemas.size() > 1) {
            schemas.remove(PrintedSchemas.scalar());
        }
        unlessEmpty.removeAll(schemas);
        if (!unlessEmpty.isEmpty()) {
            schemas.add(orEmpty(all(unlessEmpty)));
        }
        return all(schemas);
    }

    private static ObjectNode all(Set<ObjectNode> schemas) {
        return schemas.size() == 1 ? schemas.iterator().next() : among("allOf", schemas);
    }

    /** Returns what fits one of the uses, where something else decides which one counts. */
    private static ObjectNode sometimes(ValueRead value, List<Asked> asked) {
        boolean isOpen = asked.isEmpty()
                || value.isEscaped()
                || asked.stream()
                        .anyMatch(one -> !one.isClear() || one.circumstances().open());
        if (isOpen) {
            return NODES.objectNode();
        }
        Set<ObjectNode> schemas = schemas(asked, one -> true);
        if (value.isDeciding()) {
            schemas.remove(PrintedSchemas.scalar());
            schemas.add(PrintedSchemas.scalarOrNull()); // a word that leads to another branch
        }
        ObjectNode any = schemas.size() == 1 ? schemas.iterator().next() : among("anyOf", schemas);
        return asked.stream().anyMatch(one -> one.circumstances().mayBeEmpty()) ? orEmpty(any) : any;
    }

    private static Set<ObjectNode> schemas(List<Asked> asked, Predicate<Asked> which) {
        return asked.stream().filter(which).map(Asked::schema).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static ObjectNode among(String keyword, Set<ObjectNode> schemas) {
        ObjectNode schema = NODES.objectNode();
        ArrayNode all = schema.putArray(keyword);
        schemas.forEach(all::add);
        return schema;
    }

    /** Returns the same for a value that the template leaves alone where it is empty. */
    private static ObjectNode orEmpty(ObjectNode schema) {
        ObjectNode unlessEmpty = NODES.objectNode();
        ArrayNode values = unlessEmpty.putObject("if").putArray("enum");
        values.addNull().add(false).add("").add(0);
        values.addArray();
        values.addObject();
        unlessEmpty.set("else", schema);
        return unlessEmpty;
    }
}
