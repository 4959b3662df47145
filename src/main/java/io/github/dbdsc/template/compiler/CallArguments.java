package io.github.dbdsc.template.compiler;

import io.github.dbdsc.template.lexer.Token;
import io.github.dbdsc.template.lexer.TokenStream;
import io.github.dbdsc.template.runtime.Evaluator;
import io.github.dbdsc.template.runtime.Frame;
import io.github.dbdsc.template.value.Arguments;
import io.github.dbdsc.template.value.Containers;
import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.PyDict;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Strings;
import io.github.dbdsc.template.value.TypeName;
import io.github.dbdsc.template.value.Undefined;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arguments written in a call: {@code (a, name=b, *c, **d)}.
 *
 * @param repeated what Python says of a name that is given twice, which Jinja2 does not notice
 */
record CallArguments(
        List<Expression> positional,
        Map<String, Expression> named,
        @Nullable Expression rest,
        @Nullable Expression namedRest,
        @Nullable PythonError repeated) {

    static final CallArguments NONE = new CallArguments(List.of(), Map.of(), null, null, null);

    /** Compiled arguments. */
    interface Evaluated {
        Arguments evaluate(Frame frame);
    }

    /** Parses arguments with the parentheses around them. */
    static CallArguments parse(TokenStream tokens, ExpressionParser expressions) {
        return new Parser(tokens, expressions).parse();
    }

    private static final class Parser {
        private final TokenStream tokens;
        private final ExpressionParser expressions;
        private final Position position;
        private final List<Expression> positional = new ArrayList<>();
        private final Map<String, Expression> named = new LinkedHashMap<>();
        private @Nullable Expression rest;
        private @Nullable Expression namedRest;
        private @Nullable PythonError repeated;

        Parser(TokenStream tokens, ExpressionParser expressions) {
            this.tokens = tokens;
            this.expressions = expressions;
            this.position = tokens.position();
        }

        CallArguments parse() {
            tokens.expectOperator("(");
            while (!tokens.current().isOperator(")")) {
                argument();
                if (!tokens.current().isOperator(")")) {
                    tokens.expectOperator(",");
                }
            }
            tokens.expectOperator(")");
            return new CallArguments(positional, named, rest, namedRest, repeated);
        }

        private void argument() {
            if (tokens.skipOperator("*")) {
                require(rest == null && namedRest == null);
                rest = expressions.parse();
            } else if (tokens.skipOperator("**")) {
                require(namedRest == null);
                namedRest = expressions.parse();
            } else if (tokens.current().is(Token.Type.NAME) && tokens.peek().isOperator("=")) {
                require(namedRest == null);
                String name = tokens.next().text();
                tokens.next();
                if (named.put(name, expressions.parse()) != null) {
                    repeated = new PythonError(PythonError.Kind.SYNTAX_ERROR, "keyword argument repeated: " + name)
                            .at(position);
                }
            } else {
                require(rest == null && namedRest == null && named.isEmpty());
                positional.add(expressions.parse());
            }
        }

        private void require(boolean valid) {
            if (!valid) {
                throw tokens.error("invalid syntax for function call expression", position);
            }
        }
    }

    List<Expression> children() {
        List<Expression> children = new ArrayList<>(positional);
        children.addAll(named.values());
        if (rest != null) {
            children.add(rest);
        }
        if (namedRest != null) {
            children.add(namedRest);
        }
        return children;
    }

    Evaluated compile(LexicalScope scope) {
        if (repeated != null) {
            scope.unit().addLateError(repeated);
        }
        Evaluator[] items = Expression.compileAll(positional, scope);
        if (named.isEmpty() && rest == null && namedRest == null) {
            return items.length == 0 ? frame -> Arguments.NONE : frame -> new Arguments(values(items, frame), Map.of());
        }
        Evaluator[] values = Expression.compileAll(List.copyOf(named.values()), scope);
        String[] names = named.keySet().toArray(new String[0]);
        Evaluator more = rest == null ? null : rest.compile(scope);
        Evaluator moreNamed = namedRest == null ? null : namedRest.compile(scope);
        return frame -> {
            List<Object> arguments = values(items, frame);
            Map<String, Object> namedArguments = new LinkedHashMap<>();
            if (more != null) {
                arguments.addAll(Containers.list(more.evaluate(frame)));
            }
            for (int i = 0; i < names.length; i++) {
                namedArguments.put(names[i], values[i].evaluate(frame));
            }
            if (moreNamed != null) {
                spread(moreNamed.evaluate(frame), namedArguments);
            }
            return new Arguments(arguments, namedArguments);
        };
    }

    private static List<Object> values(Evaluator[] items, Frame frame) {
        List<Object> values = new ArrayList<>(items.length);
        for (Evaluator item : items) {
            values.add(item.evaluate(frame));
        }
        return values;
    }

    private static void spread(Object value, Map<String, Object> into) {
        if (value instanceof Undefined undefined) {
            throw undefined.failure();
        }
        if (!(value instanceof PyDict dict)) {
            throw PythonError.type("argument after ** must be a mapping, not " + TypeName.of(value));
        }
        for (Object key : dict.keys().items()) {
            if (!Strings.isString(key)) {
                throw PythonError.type("keywords must be strings");
            }
            if (into.put(key.toString(), dict.get(key)) != null) {
                throw PythonError.type("got multiple values for keyword argument '" + key + "'");
            }
        }
    }
}
