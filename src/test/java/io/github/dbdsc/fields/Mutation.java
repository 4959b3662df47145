package io.github.dbdsc.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;

/**
 * One change to settings.
 *
 * @param spot the field that it is about
 * @param what what it does to the field
 * @param steps the names and indexes to the object or list that it changes
 */
public record Mutation(Spot spot, String what, List<Object> steps, Consumer<JsonNode> edit) {

    /**
     * A field of the schema, or one that the schema does not know.
     *
     * @param scope the kind of object that rules are about
     * @param field its path inside that object, as rules have it
     * @param key what names the elements of this list; {@code ""} where nothing does, or it is no list
     * @param inType the type that has the field, and its name there; {@code ""} for other fields
     */
    public record Spot(String scope, String field, String key, String inType) {

        /** Returns the spot as messages have it: {@code task libraries}. */
        public String text() {
            return scope + " " + field;
        }
    }

    /** The mutation that changes the order of a list. */
    public static final String ORDER = "other order";

    /** The mutation that takes a field away. */
    public static final String GONE = "gone";

    /** The mutation that makes a field null. */
    public static final String NULL = "null";

    /** Reports whether the settings may mean the same with this change. */
    public boolean mayMeanTheSame() {
        return what.equals(ORDER) || what.equals(NULL);
    }

    /** Returns the settings with this change; the given ones stay as they are. */
    public ObjectNode of(ObjectNode settings) {
        ObjectNode copy = settings.deepCopy();
        JsonNode node = copy;
        for (Object step : steps) {
            node = step instanceof Integer index ? node.get(index) : node.get((String) step);
        }
        edit.accept(node);
        return copy;
    }

    @Override
    public String toString() {
        return spot.text() + ": " + what + " at " + steps;
    }
}
