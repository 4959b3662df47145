package io.github.dbdsc.template.tag;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Jinja2's standard tags, with those of its extensions where they are wanted.
 *
 * @param doTag whether there is a tag {@code do}
 * @param loopControls whether there are tags {@code break} and {@code continue}
 */
record Tags(boolean doTag, boolean loopControls) {

    /** The parser of the tag of that name, if there is one. */
    StatementParser.@Nullable TagParser find(String name) {
        return switch (name) {
            case "for" -> (parser, tag) -> List.of(ForTag.parse(parser, tag));
            case "if" -> (parser, tag) -> List.of(IfTag.parse(parser, tag));
            case "set" -> (parser, tag) -> List.of(SetTag.parse(parser, tag));
            case "with" -> (parser, tag) -> List.of(WithTag.parse(parser));
            case "macro" -> (parser, tag) -> List.of(MacroTag.parse(parser, tag));
            case "call" -> (parser, tag) -> List.of(CallTag.parse(parser, tag));
            case "filter" -> (parser, tag) -> List.of(FilterTag.parse(parser, tag));
            case "block" -> (parser, tag) -> List.of(BlockTag.parse(parser, tag));
            case "extends" -> (parser, tag) -> List.of(ExtendsTag.parse(parser, tag));
            case "include" -> (parser, tag) -> List.of(IncludeTag.parse(parser, tag));
            case "import" -> (parser, tag) -> List.of(ImportTag.parse(parser, tag));
            case "from" -> (parser, tag) -> List.of(FromImportTag.parse(parser, tag));
            case "autoescape" -> (parser, tag) -> List.of(AutoescapeTag.parse(parser));
            case "print" -> Print::parseTag;
            case "do" -> doTag ? (parser, tag) -> List.of(DoTag.parse(parser)) : null;
            case "break" ->
                loopControls ? (parser, tag) -> List.of(new LoopControlTag(Instruction.Flow.BREAK, tag)) : null;
            case "continue" ->
                loopControls ? (parser, tag) -> List.of(new LoopControlTag(Instruction.Flow.CONTINUE, tag)) : null;
            default -> null;
        };
    }
}
