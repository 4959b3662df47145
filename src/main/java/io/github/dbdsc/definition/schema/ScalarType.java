package io.github.dbdsc.definition.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.dbdsc.model.ReferringText;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Single values. Jobs API 2.2: numbers and booleans may be written as strings, and the service returns them typed; where
 * strings belong, it returns strings.
 */
enum ScalarType implements FieldType {
    STRING("a string") {
        @Override
        Optional<JsonNode> convert(JsonNode value) {
            Optional<ReferringText> referring = ReferringText.in(value);
            if (referring.isPresent()) {
                return referring.map(text -> new POJONode(text.asNumber(false)));
            }
            return value.isNumber() || value.isBoolean()
                    ? Optional.of(TextNode.valueOf(value.asText()))
                    : Optional.of(value).filter(JsonNode::isTextual);
        }

        @Override
        public JsonNode read(JsonNode value, SettingsPath path, SettingsProblems problems) {
            if (value.isFloatingPointNumber()) {
                problems.warning(
                        path,
                        "is a number where a string belongs and is sent as "
                                + SettingsProblems.shown(path, TextNode.valueOf(value.asText()))
                                + "; write it in quotes, so that it is sent digit for digit");
            }
            return super.read(value, path, problems);
        }
    },

    INTEGER("an integer") {
        @Override
        Optional<JsonNode> convert(JsonNode value) {
            if (value.isTextual()) {
                return integer(value.textValue().strip());
            }
            Optional<ReferringText> referring = ReferringText.in(value);
            if (referring.isPresent()) {
                return referring.filter(ReferringText::isOnlyReference).map(text -> new POJONode(text.asNumber(true)));
            }
            if (!value.canConvertToExactIntegral() || !value.canConvertToLong()) {
                return Optional.empty();
            }
            return Optional.of(value.isIntegralNumber() ? value : integer(value.longValue()));
        }
    },

    NUMBER("a number") {
        @Override
        Optional<JsonNode> convert(JsonNode value) {
            JsonNode number = value.isTextual() ? decimal(value.textValue().strip()) : value;
            return Optional.of(number).filter(JsonNode::isNumber).filter(n -> Double.isFinite(n.doubleValue()));
        }
    },

    BOOLEAN("true or false") {
        @Override
        Optional<JsonNode> convert(JsonNode value) {
            if (value.isTextual()) {
                String text = value.textValue().strip();
                boolean yes = text.equalsIgnoreCase("true");
                return yes || text.equalsIgnoreCase("false") ? Optional.of(BooleanNode.valueOf(yes)) : Optional.empty();
            }
            return Optional.of(value).filter(JsonNode::isBoolean);
        }
    };

    private static final Pattern INTEGRAL = Pattern.compile("-?[0-9]{1,19}");
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,40}(\\.[0-9]{1,40})?([eE][+-]?[0-9]{1,3})?");

    private final String expected;

    ScalarType(String expected) {
        this.expected = expected;
    }

    /** Returns the value in this type; empty when it can't be converted without loss. */
    abstract Optional<JsonNode> convert(JsonNode value);

    @Override
    public JsonNode read(JsonNode value, SettingsPath path, SettingsProblems problems) {
        return convert(value).orElseGet(() -> refuse(value, path, problems));
    }

    @Override
    public String expected() {
        return expected;
    }

    private static Optional<JsonNode> integer(String text) {
        if (!INTEGRAL.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(integer(Long.parseLong(text)));
        } catch (NumberFormatException e) {
            return Optional.empty(); // more than 64 bits
        }
    }

    /** Returns the node that a parser makes of the same number without quotes, so that the two are equal. */
    private static JsonNode integer(long number) {
        return (int) number == number ? IntNode.valueOf((int) number) : LongNode.valueOf(number);
    }

    private static JsonNode decimal(String text) {
        return DECIMAL.matcher(text).matches()
                ? DoubleNode.valueOf(Double.parseDouble(text))
                : MissingNode.getInstance();
    }
}
