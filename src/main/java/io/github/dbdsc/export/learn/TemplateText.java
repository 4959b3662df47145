package io.github.dbdsc.export.learn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.dbdsc.export.learn.Scope.Variable;
import io.github.dbdsc.export.learn.Wording.Piece;
import io.github.dbdsc.model.NamedKind;
import io.github.dbdsc.model.Reference;
import io.github.dbdsc.model.ReferringText;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Writes a pattern as a template that renders to JSON whatever the values are. */
final class TemplateText {

    private static final String STEP = "  ";
    private static final String ONLY_JOBS = "job_ref";

    private final Template.Bindings bindings;
    private final StringBuilder text = new StringBuilder();

    TemplateText(Template.Bindings bindings) {
        this.bindings = bindings;
    }

    String of(Pattern pattern, Scope scope) {
        write(pattern, scope, "");
        return text.append('\n').toString();
    }

    private void write(Pattern pattern, Scope scope, String indent) {
        if (pattern instanceof Pattern.Fixed fixed) {
            FixedText.write(fixed.value(), indent, text);
        } else if (pattern instanceof Pattern.Value value) {
            text.append(printed(value));
        } else if (pattern instanceof Pattern.Fields fields) {
            parts(fields.fields(), true, scope, indent);
        } else if (pattern instanceof Pattern.Elements elements) {
            parts(elements.elements(), false, scope, indent);
        } else if (pattern instanceof Pattern.Each each) {
            loop(each, indent);
        }
    }

    /** Commas stand with what is optional: behind it up to the last part that is always there, before it from then on. */
    private void parts(List<Pattern.Part> parts, boolean areFields, Scope scope, String indent) {
        int last = 0;
        for (int i = 0; i < parts.size(); i++) {
            last = parts.get(i).isOptional() ? last : i;
        }
        String inside = indent + STEP;
        text.append(areFields ? "{" : "[").append('\n');
        for (int i = 0; i < parts.size(); i++) {
            Pattern.Part part = parts.get(i);
            text.append(inside);
            if (part.isOptional()) {
                text.append("{% if ").append(bindings.condition(part).text()).append(" is defined %}");
            }
            text.append(i > last ? ", " : "");
            if (areFields) {
                text.append(FixedText.string(part.name())).append(": ");
            }
            write(part.pattern(), scope, inside);
            text.append(i < last ? "," : "");
            text.append(part.isOptional() ? "{% endif %}\n" : "\n");
        }
        text.append(indent).append(areFields ? "}" : "]");
    }

    private void loop(Pattern.Each each, String indent) {
        Variable list = bindings.list(each);
        Scope inner = list.inner().orElseThrow();
        String inside = indent + STEP;
        text.append("[\n")
                .append(inside)
                .append("{% for ")
                .append(inner.item())
                .append(" in ")
                .append(list.text())
                .append(" %}\n")
                .append(inside);
        write(each.element(), inner, inside);
        text.append("{{ \",\" if not loop.last else \"\" }}\n")
                .append(inside)
                .append("{% endfor %}\n")
                .append(indent)
                .append(']');
    }

    private String printed(Pattern.Value value) {
        JsonNode sample = Arrays.stream(value.values())
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
        List<Piece> pieces = bindings.wording().of(value);
        if (sample.isPojo()) {
            return FixedText.reference(ReferringText.in(sample).orElseThrow(), expression(pieces));
        }
        String expression = expression(pieces);
        return "{{ " + (pieces.size() > 1 ? "(" + expression + ")" : expression) + " | tojson }}";
    }

    private static String expression(List<Piece> pieces) {
        return pieces.stream()
                .map(piece -> piece instanceof Piece.Literal literal
                        ? TextNode.valueOf(literal.text()).toString()
                        : expression(((Piece.Of) piece).variable(), pieces.size() > 1))
                .collect(Collectors.joining(" ~ "));
    }

    private static String expression(Variable variable, boolean isPart) {
        return isPart && variable.hasUsual() ? "(" + variable.expression() + ")" : variable.expression();
    }

    /** Writes what is the same in all jobs. */
    static final class FixedText {

        private FixedText() {}

        static void write(JsonNode node, String indent, StringBuilder text) {
            String inside = indent + STEP;
            if (node.isPojo()) {
                ReferringText referring = ReferringText.in(node).orElseThrow();
                Reference reference = referring.references().get(0);
                String name = reference instanceof Reference.ToName named
                        ? named.name()
                        : ((Reference.ToJob) reference).key().value();
                text.append(reference(referring, quoted(name)));
            } else if (node.isContainerNode() && isShort(node, text)) {
                text.append(OneLine.of(node));
            } else if (node.isObject() && !node.isEmpty()) {
                text.append("{\n");
                String comma = "";
                for (var field : node.properties()) {
                    text.append(comma)
                            .append(inside)
                            .append(string(field.getKey()))
                            .append(": ");
                    write(field.getValue(), inside, text);
                    comma = ",\n";
                }
                text.append('\n').append(indent).append('}');
            } else if (node.isArray() && !areAllScalars(node)) {
                text.append("[\n");
                String comma = "";
                for (JsonNode element : node) {
                    text.append(comma).append(inside);
                    write(element, inside, text);
                    comma = ",\n";
                }
                text.append('\n').append(indent).append(']');
            } else {
                text.append(literally(node.toString()));
            }
        }

        /** Reports whether a value fits on the rest of the line, with nothing in it that needs a second look. */
        private static boolean isShort(JsonNode node, StringBuilder text) {
            String line = OneLine.of(node);
            int column = text.length() - text.lastIndexOf("\n");
            return column + line.length() <= OneLine.WIDTH && !bears(node) && line.equals(literally(line));
        }

        /** Reports whether a reference is in a value. */
        private static boolean bears(JsonNode node) {
            for (JsonNode inside : node) {
                if (inside.isPojo() || bears(inside)) {
                    return true;
                }
            }
            return false;
        }

        private static boolean areAllScalars(JsonNode list) {
            for (JsonNode element : list) {
                if (!element.isValueNode() || element.isPojo()) {
                    return false;
                }
            }
            return true;
        }

        static String string(String value) {
            return literally(TextNode.valueOf(value).toString());
        }

        /** Returns JSON as a template prints it: what looks like Jinja2 in it is none. */
        private static String literally(String json) {
            if (!json.contains("{{") && !json.contains("{%") && !json.contains("{#")) {
                return json;
            }
            return json.contains("endraw") ? "{{ " + json + " | tojson }}" : "{% raw %}" + json + "{% endraw %}";
        }

        /** Returns a text as an expression has it. */
        private static String quoted(String value) {
            String json = TextNode.valueOf(value).toString();
            boolean isPlain = json.length() == value.length() + 2 && value.indexOf('\'') < 0;
            return isPlain ? "'" + value + "'" : json;
        }

        /** Returns the call that gives an id: within quotes, except for the number of a job. */
        static String reference(ReferringText text, String name) {
            Reference reference = text.references().get(0);
            boolean isNamed = reference instanceof Reference.ToName;
            String call = isNamed
                    ? "{{ lookup('" + ((Reference.ToName) reference).kind().word() + "', " + name + ") }}"
                    : "{{ " + ONLY_JOBS + "(" + name + ") }}";
            boolean isNumber = !isNamed || ((Reference.ToName) reference).kind() == NamedKind.JOB;
            return isNumber ? call : "\"" + call + "\"";
        }
    }
}
