package io.github.dbdsc.template.compiler;

import io.github.dbdsc.template.lexer.Token;
import io.github.dbdsc.template.lexer.TokenStream;
import io.github.dbdsc.template.runtime.Instruction;
import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.PythonError;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses a template into statements. */
final class StatementParser {

    /** Parses one kind of tag, from the token after its name up to but not including its end delimiter. */
    private interface TagParser {
        List<? extends Statement> parse(StatementParser parser, Position tag);
    }

    private final TokenStream tokens;
    private final ExpressionParser expressions;
    private final TargetParser targets;
    private final Tags tags;
    private final Deque<String> openTags = new ArrayDeque<>();
    private final Deque<List<String>> endTags = new ArrayDeque<>();

    StatementParser(TokenStream tokens, Tags tags) {
        this.tokens = tokens;
        this.expressions = new ExpressionParser(tokens);
        this.targets = new TargetParser(tokens, expressions);
        this.tags = tags;
    }

    TokenStream tokens() {
        return tokens;
    }

    ExpressionParser expressions() {
        return expressions;
    }

    TargetParser targets() {
        return targets;
    }

    /** Parses the whole template. */
    List<Statement> parse() {
        return statements(List.of());
    }

    /** Parses the body of a tag up to one of its end tags, the name of which is then the current token. */
    List<Statement> body(String... ends) {
        tokens.skipOperator(":");
        tokens.expect(Token.Type.BLOCK_END);
        List<String> endNames = List.of(ends);
        endTags.push(endNames);
        List<Statement> body = statements(endNames);
        if (tokens.current().is(Token.Type.END)) {
            throw misplaced("Unexpected end of template.", "", tokens.position());
        }
        endTags.pop();
        return body;
    }

    /** Parses the body of a tag through its only end tag. */
    List<Statement> bodyThrough(String end) {
        List<Statement> body = body(end);
        tokens.next();
        return body;
    }

    private List<Statement> statements(List<String> ends) {
        List<Statement> statements = new ArrayList<>();
        while (true) {
            Token token = tokens.current();
            switch (token.type()) {
                case DATA -> {
                    tokens.next();
                    tokens.count();
                    statements.add(new Statement.TemplateText(token.text(), token.position()));
                }
                case VARIABLE_BEGIN -> {
                    tokens.next();
                    statements.add(new Statement.Print(expressions.parseTuple(), token.position()));
                    tokens.expect(Token.Type.VARIABLE_END);
                }
                case BLOCK_BEGIN -> {
                    tokens.next();
                    if (tokens.current().is(Token.Type.NAME)
                            && ends.contains(tokens.current().text())) {
                        return statements;
                    }
                    statements.addAll(statement());
                    tokens.expect(Token.Type.BLOCK_END);
                }
                default -> {
                    return statements;
                }
            }
        }
    }

    private List<? extends Statement> statement() {
        Token name = tokens.current();
        if (!name.is(Token.Type.NAME)) {
            throw tokens.error("tag name expected");
        }
        TagParser tag = tags.find(name.text());
        if (tag == null) {
            throw misplaced("Encountered unknown tag '" + name.text() + "'.", name.text(), name.position());
        }
        tokens.next();
        openTags.push(name.text());
        tokens.enter();
        List<? extends Statement> statements = tag.parse(this, name.position());
        tokens.leave();
        openTags.pop();
        return statements;
    }

    private PythonError misplaced(String what, String name, Position position) {
        StringBuilder message = new StringBuilder(what);
        if (!endTags.isEmpty()) {
            String wanted = "'" + String.join("' or '", endTags.getFirst()) + "'";
            boolean nesting = endTags.stream().anyMatch(ends -> ends.contains(name));
            message.append(
                    nesting
                            ? " You probably made a nesting mistake. Jinja is expecting this tag, but currently"
                                    + " looking for " + wanted + "."
                            : " Jinja was looking for the following tags: " + wanted + ".");
        }
        if (!openTags.isEmpty()) {
            message.append(" The innermost block that needs to be closed is '")
                    .append(openTags.getFirst())
                    .append("'.");
        }
        return tokens.error(message.toString(), position);
    }

    /**
     * Jinja2's standard tags, with those of its extensions where they are wanted.
     *
     * @param doTag whether there is a tag {@code do}
     * @param loopControls whether there are tags {@code break} and {@code continue}
     */
    record Tags(boolean doTag, boolean loopControls) {

        /** Finds the parser of a tag by its name. */
        @Nullable
        TagParser find(String name) {
            return switch (name) {
                case "for" -> (parser, tag) -> List.of(LoopTag.For.parse(parser, tag));
                case "if" -> (parser, tag) -> List.of(IfTag.parse(parser, tag));
                case "set" -> (parser, tag) -> List.of(AssignmentTag.parse(parser, tag));
                case "with" -> (parser, tag) -> List.of(ScopedTag.With.parse(parser));
                case "macro" -> (parser, tag) -> List.of(MacroTag.MacroBlock.parse(parser, tag));
                case "call" -> (parser, tag) -> List.of(MacroTag.CallBlock.parse(parser, tag));
                case "filter" -> (parser, tag) -> List.of(ScopedTag.FilterBlock.parse(parser, tag));
                case "block" -> (parser, tag) -> List.of(InheritanceTag.Block.parse(parser, tag));
                case "extends" -> (parser, tag) -> List.of(InheritanceTag.Extends.parse(parser, tag));
                case "include" -> (parser, tag) -> List.of(ImportTag.Include.parse(parser, tag));
                case "import" -> (parser, tag) -> List.of(ImportTag.Import.parse(parser, tag));
                case "from" -> (parser, tag) -> List.of(ImportTag.FromImport.parse(parser, tag));
                case "autoescape" -> (parser, tag) -> List.of(ScopedTag.Autoescape.parse(parser));
                case "print" -> Statement.Print::parseTag;
                case "do" -> doTag ? (parser, tag) -> List.of(Statement.Do.parse(parser)) : null;
                case "break" ->
                    loopControls ? (parser, tag) -> List.of(new LoopTag.Control(Instruction.Flow.BREAK, tag)) : null;
                case "continue" ->
                    loopControls ? (parser, tag) -> List.of(new LoopTag.Control(Instruction.Flow.CONTINUE, tag)) : null;
                default -> null;
            };
        }
    }
}
