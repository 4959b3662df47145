package io.github.dbdsc.definition.schema;

import io.github.dbdsc.definition.schema.FieldType.EnumType;
import io.github.dbdsc.definition.schema.FieldType.ListType;
import io.github.dbdsc.definition.schema.FieldType.ObjectReference;
import io.github.dbdsc.definition.schema.FieldType.ObjectType;
import io.github.dbdsc.definition.schema.FieldType.StringMapType;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.fields.Shape;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How values of each type of the Jobs API are read. A type is made when it is first needed. */
final class FieldTypes {

    private static final FieldTypes CURRENT = new FieldTypes(JobFields.builtIn());

    private final JobFields fields;
    private final Map<String, ObjectType> types = new ConcurrentHashMap<>();

    private FieldTypes(JobFields fields) {
        this.fields = fields;
    }

    /** Returns the types that this program was built with. */
    static FieldTypes current() {
        return CURRENT;
    }

    /** Returns the type of the settings as a whole. */
    ObjectType settings() {
        return type(fields.settings().name());
    }

    /** Returns an object type by its name, which must exist. */
    ObjectType type(String name) {
        return types.computeIfAbsent(name, unread -> objectType(fields.type(unread)));
    }

    private ObjectType objectType(Shape.Type type) {
        Map<String, FieldType> read = new HashMap<>();
        type.fields().forEach((name, shape) -> read.put(name, of(shape)));
        return new ObjectType(read);
    }

    private FieldType of(Shape shape) {
        if (shape instanceof Shape.Scalar scalar) {
            return ScalarType.valueOf(scalar.kind().toUpperCase(Locale.ROOT));
        }
        if (shape instanceof Shape.Words words) {
            return new EnumType(words.words(), words.anyCase());
        }
        if (shape instanceof Shape.ListOf list) {
            return new ListType(of(list.element()), list.keys());
        }
        return shape instanceof Shape.Type type ? new ObjectReference(type.name(), this) : new StringMapType();
    }
}
