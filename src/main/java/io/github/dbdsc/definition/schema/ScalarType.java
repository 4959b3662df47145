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
 * Single values. Jobs API 2.2: numbers and booleans may be written as strings and come back typed; where strings belong
 * the service gives back strings.
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
        public JsonNode read(JsonNode value, SettingsPath path, FindingList findings) {
            if (value.isFloatingPointNumber()) {
                findings.warning(
                        path,
                        "is a number where a string belongs and is sent as \"" + value.asText()
                                + "\"; write it in quotes, so that it is sent digit for digit");
            }
            return super.read(value, path, findings);
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

    /** The value in this type when nothing is lost by it. */
    abstract Optional<JsonNode> convert(JsonNode value);

    @Override
    public JsonNode read(JsonNode value, SettingsPath path, FindingList findings) {
        return convert(value).orElseGet(() -> refuse(value, path, findings));
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

    /** The node that the same number without quotes is read as: the two are equal. */
    private static JsonNode integer(long number) {
        return (int) number == number ? IntNode.valueOf((int) number) : LongNode.valueOf(number);
    }

    private static JsonNode decimal(String text) {
        return DECIMAL.matcher(text).matches()
                ? DoubleNode.valueOf(Double.parseDouble(text))
                : MissingNode.getInstance();
    }
}
