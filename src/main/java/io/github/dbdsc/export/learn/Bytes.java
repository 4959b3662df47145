package io.github.dbdsc.export.learn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.util.IdentityHashMap;
import java.util.Map;

/** How many bytes a value takes in a file, indentation included: near enough to weigh one form against another. */
final class Bytes {

    /** The end of a line and the indentation of the next. */
    private static final long LINE = 9;

    /** Quotes, colon, comma and blanks around the name of a field. */
    private static final long AROUND_NAME = 6;

    private final IdentityHashMap<JsonNode, Size> known = new IdentityHashMap<>();

    /**
     * What is known of a value.
     *
     * @param bytes how many it takes
     * @param refers whether a reference is in it
     */
    record Size(long bytes, boolean refers) {}

    long of(JsonNode node) {
        return sized(node).bytes();
    }

    /** Reports whether a reference is in a value: a definition holds plain values only. */
    boolean refers(JsonNode node) {
        return node.isPojo() || (node.isContainerNode() && sized(node).refers());
    }

    private Size sized(JsonNode node) {
        if (!node.isContainerNode()) {
            return new Size(ofScalar(node), node.isPojo());
        }
        Size size = known.get(node);
        if (size == null) {
            size = counted(node);
            known.put(node, size);
        }
        return size;
    }

    private static long ofScalar(JsonNode node) {
        if (node.isTextual()) {
            return node.textValue().length() + 2L;
        }
        return node.isPojo()
                ? String.valueOf(((POJONode) node).getPojo()).length()
                : node.asText().length();
    }

    private Size counted(JsonNode container) {
        long bytes = LINE;
        boolean refers = false;
        if (container.isArray()) {
            for (JsonNode element : container) {
                Size inside = sized(element);
                bytes += inside.bytes() + 2;
                refers |= inside.refers();
            }
        } else {
            for (Map.Entry<String, JsonNode> field : container.properties()) {
                Size inside = sized(field.getValue());
                bytes += ofField(field.getKey()) + inside.bytes();
                refers |= inside.refers();
            }
        }
        return new Size(bytes, refers);
    }

    /** Returns what a field of this name takes, without its value. */
    long ofField(String name) {
        return name.length() + AROUND_NAME + LINE;
    }
}
