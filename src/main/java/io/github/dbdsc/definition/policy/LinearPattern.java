package io.github.dbdsc.definition.policy;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;

/**
 * Regular expressions that take time in proportion to the text, whatever they are: none of a policy can make a run hang. There
 * is no looking ahead or behind and no back reference in them.
 */
final class LinearPattern implements RegularExpressionFactory {

    @Override
    public RegularExpression getRegularExpression(String regex) {
        if (PatternSize.isTooLarge(regex)) {
            throw new UnusablePatternException(regex, "its repetitions within repetitions are too many");
        }
        try {
            Pattern pattern = Pattern.compile(regex);
            return text -> pattern.matcher(text).find();
        } catch (PatternSyntaxException e) {
            throw new UnusablePatternException(regex, e.getDescription());
        }
    }

    /** A pattern that is none, or that this program does not take. */
    static final class UnusablePatternException extends IllegalArgumentException {

        private static final long serialVersionUID = 1;

        UnusablePatternException(String regex, String why) {
            super("the pattern " + regex + " can't be used: " + why
                    + "; patterns are those of RE2, without look-around and back references");
        }
    }
}
