package io.github.dbdsc.definition.policy;

import com.networknt.schema.Keyword;
import com.networknt.schema.KeywordFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.ValidationContext;
import io.github.dbdsc.model.DidYouMean;
import io.github.dbdsc.model.VisibleText;
import java.util.List;

/**
 * Refuses what is nearly a keyword: to the draft it is a comment, and its author believes it to be a rule. Other unknown names
 * are comments.
 */
final class UnknownKeywords implements KeywordFactory {

    /** The keywords that make rules, but for those too short to tell a slip from another word. */
    private static final List<String> RULES = List.of(
            "type",
            "enum",
            "const",
            "multipleOf",
            "maximum",
            "exclusiveMaximum",
            "minimum",
            "exclusiveMinimum",
            "maxLength",
            "minLength",
            "pattern",
            "maxItems",
            "minItems",
            "uniqueItems",
            "maxContains",
            "minContains",
            "maxProperties",
            "minProperties",
            "required",
            "dependentRequired",
            "allOf",
            "anyOf",
            "oneOf",
            "dependentSchemas",
            "prefixItems",
            "items",
            "contains",
            "properties",
            "patternProperties",
            "additionalProperties",
            "propertyNames",
            "unevaluatedItems",
            "unevaluatedProperties");

    /** A name that is nearly a keyword. */
    static final class MisspeltKeywordException extends IllegalArgumentException {

        private static final long serialVersionUID = 1;

        private final String keyword;

        MisspeltKeywordException(String keyword, String meant) {
            super("\"" + VisibleText.of(keyword) + "\" is no keyword of a schema; did you mean '" + meant + "'?");
            this.keyword = keyword;
        }

        String keyword() {
            return keyword;
        }
    }

    @Override
    public Keyword getKeyword(String name, ValidationContext context) {
        DidYouMean.nearest(name, RULES).ifPresent(meant -> {
            throw new MisspeltKeywordException(name, meant);
        });
        return new NonValidationKeyword(name);
    }
}
