package io.github.dbdsc.template.tag;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All tags by name. */
final class Tags {

    private static final Map<String, StatementParser.TagParser> STANDARD = Map.ofEntries(
            Map.entry("for", (parser, tag) -> List.of(ForTag.parse(parser, tag))),
            Map.entry("if", (parser, tag) -> List.of(IfTag.parse(parser, tag))),
            Map.entry("set", (parser, tag) -> List.of(SetTag.parse(parser, tag))),
            Map.entry("with", (parser, tag) -> List.of(WithTag.parse(parser))),
            Map.entry("macro", (parser, tag) -> List.of(MacroTag.parse(parser, tag))),
            Map.entry("call", (parser, tag) -> List.of(CallTag.parse(parser, tag))),
            Map.entry("filter", (parser, tag) -> List.of(FilterTag.parse(parser, tag))),
            Map.entry("block", (parser, tag) -> List.of(BlockTag.parse(parser, tag))),
            Map.entry("extends", (parser, tag) -> List.of(ExtendsTag.parse(parser, tag))),
            Map.entry("include", (parser, tag) -> List.of(IncludeTag.parse(parser, tag))),
            Map.entry("import", (parser, tag) -> List.of(ImportTag.parse(parser, tag))),
            Map.entry("from", (parser, tag) -> List.of(FromImportTag.parse(parser, tag))),
            Map.entry("autoescape", (parser, tag) -> List.of(AutoescapeTag.parse(parser))),
            Map.entry("print", (parser, tag) -> Print.parseTag(parser, tag)));

    private static final Map<String, StatementParser.TagParser> DO =
            Map.of("do", (parser, tag) -> List.of(DoTag.parse(parser)));

    private static final Map<String, StatementParser.TagParser> LOOP_CONTROLS = Map.of(
            "break", (parser, tag) -> List.of(new LoopControlTag(Instruction.Flow.BREAK, tag)),
            "continue", (parser, tag) -> List.of(new LoopControlTag(Instruction.Flow.CONTINUE, tag)));

    private Tags() {}

    /** Jinja2's standard tags, with those of its extensions where they are wanted. */
    static Map<String, StatementParser.TagParser> with(boolean doTag, boolean loopControls) {
        Map<String, StatementParser.TagParser> tags = new HashMap<>(STANDARD);
        if (doTag) {
            tags.putAll(DO);
        }
        if (loopControls) {
            tags.putAll(LOOP_CONTROLS);
        }
        return tags;
    }
}
