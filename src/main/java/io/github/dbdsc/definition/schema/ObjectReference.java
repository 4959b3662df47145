package io.github.dbdsc.definition.schema;

import com.fasterxml.jackson.databind.JsonNode;

/** An object type by its name: types may hold each other (a for-each task holds a task), and few are ever asked for. */
record ObjectReference(String name, JobSchema schema) implements FieldType {

    @Override
    public JsonNode read(JsonNode value, SettingsPath path, FindingList findings) {
        return schema.type(name).read(value, path, findings);
    }

    @Override
    public String expected() {
        return schema.type(name).expected();
    }
}
