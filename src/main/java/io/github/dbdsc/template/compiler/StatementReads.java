package io.github.dbdsc.template.compiler;

import io.github.dbdsc.template.reads.Circumstances;
import io.github.dbdsc.template.reads.Outline;
import io.github.dbdsc.template.reads.Outline.Form;
import io.github.dbdsc.template.reads.ValueRead;
import io.github.dbdsc.template.reads.ValueRead.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Follows the tags of a template: what it prints, and which names stand for what. */
final class StatementReads {

    /** Where a filter block finds what was printed. No template can write this name. */
    static final String CAPTURED = "captured text";

    private static final int DEEPEST = 40;

    private final TemplateReader templates;
    private final ReadUses uses;
    private final ExpressionReads expressions;
    private final CallReads calls;
    private final Map<String, List<InheritanceTag.Block>> blocks = new LinkedHashMap<>();
    private int depth;
    private int captures;

    StatementReads(TemplateReader templates) {
        this(templates, new ReadUses());
    }

    /** Follows a template that another one includes or imports, behind the same conditions. */
    private StatementReads(TemplateReader templates, ReadUses uses) {
        this.templates = templates;
        this.uses = uses;
        this.expressions = new ExpressionReads(this, uses);
        this.calls = new CallReads(this, expressions, uses);
    }

    /** Returns what a template prints, and those that it extends. */
    Outline template(String name, Map<String, Known> names) {
        return deeper(() -> {
            List<Statement> body = templates.statements(name);
            collectBlocks(body);
            List<Outline> printed = new ArrayList<>();
            for (Statement statement : body) {
                if (statement instanceof InheritanceTag.Extends parent) {
                    return template(templateName(expressions.of(parent.template(), names)), names, body, parent);
                }
                printed.add(of(statement, names));
            }
            return new Outline.Sequence(printed);
        });
    }

    private Outline template(
            String parent, Map<String, Known> names, List<Statement> body, InheritanceTag.Extends extending) {
        body.stream()
                .skip(body.indexOf(extending) + 1L)
                .filter(statement -> !(statement instanceof InheritanceTag.Block))
                .forEach(statement -> of(statement, names)); // for the names; what it prints is dropped
        return template(parent, names);
    }

    private Outline deeper(Supplier<Outline> body) {
        uses.step();
        if (++depth > DEEPEST) {
            throw new UnknownReadsException("templates or macros call each other too deep to be followed");
        }
        Outline outline = body.get();
        depth--;
        return outline;
    }

    private void collectBlocks(Iterable<? extends Node> nodes) {
        for (Node node : nodes) {
            if (node instanceof InheritanceTag.Block block) {
                blocks.computeIfAbsent(block.name(), name -> new ArrayList<>()).add(block);
            }
            collectBlocks(node.children());
        }
    }

    private static String templateName(Known name) {
        if (name instanceof Known.Constant constant) {
            return constant.value().toString();
        }
        throw new UnknownReadsException("the name of a template is computed");
    }

    private Outline all(List<Statement> body, Map<String, Known> names) {
        return new Outline.Sequence(
                body.stream().map(statement -> of(statement, names)).toList());
    }

    private Outline of(Statement statement, Map<String, Known> names) {
        if (statement instanceof Statement.TemplateText text) {
            return new Outline.Text(text.text());
        }
        if (statement instanceof Statement.Print print) {
            return uses.print(expressions.of(print.expression(), names), Form.PLAIN, print.tag());
        }
        if (statement instanceof Statement.Do action) {
            uses.open(expressions.of(action.expression(), names));
            return Outline.NOTHING;
        }
        if (statement instanceof IfTag tag) {
            return conditional(tag, names);
        }
        if (statement instanceof LoopTag.For loop) {
            return loop(loop, names);
        }
        if (statement instanceof AssignmentTag tag) {
            assignment(tag, names);
            return Outline.NOTHING;
        }
        if (statement instanceof ScopedTag tag) {
            return scoped(tag, names);
        }
        if (statement instanceof MacroTag.MacroBlock macro) {
            names.put(macro.name(), new Known.Macro(macro.definition(), names));
            return Outline.NOTHING;
        }
        if (statement instanceof MacroTag.CallBlock call) {
            return calls.callBlock(call, names);
        }
        if (statement instanceof ImportTag tag) {
            return imported(tag, names);
        }
        if (statement instanceof InheritanceTag.Block block) {
            return block(new Known.BlockCall(block.name(), 0), names);
        }
        if (statement instanceof InheritanceTag.Extends) {
            throw new UnknownReadsException("a condition decides which template is extended");
        }
        return Outline.NOTHING;
    }

    private Outline conditional(IfTag tag, Map<String, Known> names) {
        List<Outline> options = new ArrayList<>();
        List<Map<String, Known>> ends = new ArrayList<>();
        List<Guard> guards = new ArrayList<>();
        branches(tag, 0, Guard.NONE, names, options, ends, guards);
        merge(names, ends, guards);
        return new Outline.Choice(options);
    }

    private void branches(
            IfTag tag,
            int index,
            Guard before,
            Map<String, Known> names,
            List<Outline> options,
            List<Map<String, Known>> ends,
            List<Guard> guards) {
        Map<String, Known> inside = new LinkedHashMap<>(names);
        if (index == tag.branches().size()) {
            options.add(all(tag.otherwise(), inside));
            ends.add(inside);
            guards.add(before);
            return;
        }
        IfTag.Branch branch = tag.branches().get(index);
        ConditionReads.Outcome outcome = expressions.conditions().of(branch.condition(), names);
        uses.behind(outcome.isTrue(), () -> options.add(all(branch.body(), inside)));
        ends.add(inside);
        guards.add(before.and(outcome.isTrue()));
        uses.behind(
                outcome.isFalse(),
                () -> branches(tag, index + 1, before.and(outcome.isFalse()), names, options, ends, guards));
    }

    private void merge(Map<String, Known> names, List<Map<String, Known>> ends, List<Guard> guards) {
        Set<String> changed = new LinkedHashSet<>();
        ends.forEach(end -> end.forEach((name, value) -> {
            if (names.get(name) != value) {
                changed.add(name);
            }
        }));
        if (captures > 0 || !changed.isEmpty()) {
            guards.forEach(guard -> guard.mentions().keySet().forEach(ValueRead::decide));
        }
        for (String name : changed) {
            Known merged = null;
            for (int i = 0; i < ends.size(); i++) {
                Known value = ends.get(i).getOrDefault(name, Known.Unknown.VALUE);
                Known there = ExpressionReads.behind(value, guards.get(i));
                merged = merged == null ? there : Known.either(merged, there);
            }
            names.put(name, merged == null ? Known.Unknown.VALUE : merged);
        }
    }

    private Outline loop(LoopTag.For loop, Map<String, Known> names) {
        Known sequence = expressions.of(loop.sequence(), names);
        List<Outline> bodies = new ArrayList<>();
        if (loop.recursive()) {
            uses.open(sequence);
            sequence = Known.Unknown.VALUE;
        }
        rounds(sequence).forEach(round -> {
            Map<String, Known> inside = new LinkedHashMap<>(names);
            inside.put("loop", new Known.Loop(round.value()));
            bind(loop.target(), round.value(), inside);
            uses.behind(round.guard(), () -> {
                Expression test = loop.test();
                Guard chosen = test == null
                        ? round.guard()
                        : expressions.conditions().of(test, inside).isTrue();
                uses.behind(chosen, () -> bodies.add(all(loop.body(), inside)));
            });
        });
        Outline repeated = new Outline.Repeat(new Outline.Choice(bodies.isEmpty() ? List.of(Outline.NOTHING) : bodies));
        if (loop.otherwise().isEmpty()) {
            return repeated;
        }
        Outline[] otherwise = {Outline.NOTHING};
        uses.behind(Guard.OTHER, () -> otherwise[0] = all(loop.otherwise(), new LinkedHashMap<>(names)));
        return new Outline.Choice(List.of(repeated, otherwise[0]));
    }

    /** What a loop's target stands for in some of its rounds, and what holds then. */
    private record Round(Known value, Guard guard) {}

    private List<Round> rounds(Known sequence) {
        if (sequence instanceof Known.Read read) {
            uses.use(sequence, Kind.LIST);
            ValueRead element = read.value().element();
            Circumstances circumstances =
                    read.circumstances().conditional() ? Circumstances.CONDITIONAL : Circumstances.ALWAYS;
            return List.of(new Round(new Known.Read(element, circumstances), inside(element)));
        }
        if (sequence instanceof Known.View view) {
            if (view.part() == Known.View.Part.KEYS) {
                return List.of(new Round(Known.Unknown.VALUE, Guard.OTHER));
            }
            ValueRead entry = view.dict().entry();
            Known value = new Known.Read(entry, Circumstances.ALWAYS);
            return List.of(new Round(
                    view.part() == Known.View.Part.VALUES
                            ? value
                            : new Known.Items(List.of(Known.Unknown.VALUE, value)),
                    inside(entry)));
        }
        if (sequence instanceof Known.Rearranged rearranged) {
            return rounds(rearranged.list());
        }
        if (sequence instanceof Known.Either either) {
            return either.options().stream()
                    .flatMap(option -> rounds(option).stream())
                    .toList();
        }
        if (sequence instanceof Known.Items items && !items.items().isEmpty()) {
            return items.items().stream()
                    .map(item -> new Round(item, Guard.OTHER))
                    .toList();
        }
        uses.open(sequence);
        return sequence instanceof Known.Constant ? List.of() : List.of(new Round(Known.Unknown.VALUE, Guard.OTHER));
    }

    private static Guard inside(ValueRead element) {
        return new Guard(Set.of(element), Map.of(), false);
    }

    private void assignment(AssignmentTag tag, Map<String, Known> names) {
        if (tag instanceof AssignmentTag.SetValue set) {
            bind(set.target(), expressions.of(set.value(), names), names);
        } else if (tag instanceof AssignmentTag.SetBlock set) {
            bind(set.target(), captured(set.body(), set.filter(), new LinkedHashMap<>(names)), names);
        }
    }

    private Known captured(List<Statement> body, Expression filter, Map<String, Known> inside) {
        captures++; // a later condition may ask for the text
        Known printed = new Known.Printed(all(body, inside));
        captures--;
        inside.put(CAPTURED, printed);
        return expressions.of(filter, inside);
    }

    private void bind(AssignmentTarget target, Known value, Map<String, Known> names) {
        if (target instanceof AssignmentTarget.Name name) {
            names.put(name.name(), value);
        } else if (target instanceof AssignmentTarget.Tuple tuple
                && value instanceof Known.Items items
                && items.items().size() == tuple.items().size()) {
            for (int i = 0; i < tuple.items().size(); i++) {
                bind(tuple.items().get(i), items.items().get(i), names);
            }
        } else {
            uses.open(value);
            target.names().forEach(name -> names.put(name, Known.Unknown.VALUE));
        }
    }

    private Outline scoped(ScopedTag tag, Map<String, Known> names) {
        Map<String, Known> inside = new LinkedHashMap<>(names);
        if (tag instanceof ScopedTag.With with) {
            for (int i = 0; i < with.targets().size(); i++) {
                bind(with.targets().get(i), expressions.of(with.values().get(i), names), inside);
            }
            return all(with.body(), inside);
        }
        if (tag instanceof ScopedTag.FilterBlock filter) {
            return uses.print(captured(filter.body(), filter.filter(), inside), Form.PLAIN, filter.position());
        }
        ScopedTag.Autoescape escape = (ScopedTag.Autoescape) tag;
        uses.open(expressions.of(escape.on(), names));
        return all(escape.body(), inside);
    }

    /** Returns what the body of a macro prints. */
    Outline macro(MacroTag.Definition definition, Map<String, Known> inside) {
        return deeper(() -> all(definition.body(), inside));
    }

    /** Returns what a block prints. */
    Outline block(Known.BlockCall call, Map<String, Known> names) {
        List<InheritanceTag.Block> all = blocks.getOrDefault(call.name(), List.of());
        if (call.level() >= all.size()) {
            return Outline.NOTHING;
        }
        Map<String, Known> inside = new LinkedHashMap<>(names);
        inside.put("super", new Known.BlockCall(call.name(), call.level() + 1));
        return deeper(() -> all(all.get(call.level()).body(), inside));
    }

    private Outline imported(ImportTag tag, Map<String, Known> names) {
        Known template = expressions.of(tag.template(), names);
        if (tag instanceof ImportTag.Include include) {
            return include(include, template, names);
        }
        Map<String, Known> inside = new LinkedHashMap<>();
        boolean withContext =
                tag instanceof ImportTag.Import all ? all.withContext() : ((ImportTag.FromImport) tag).withContext();
        if (withContext) {
            inside.putAll(names);
        }
        StatementReads other = new StatementReads(templates, uses);
        other.depth = depth + 1;
        other.template(templateName(template), inside);
        if (tag instanceof ImportTag.Import all) {
            names.put(all.name(), new Known.Module(inside));
        } else {
            ((ImportTag.FromImport) tag)
                    .names()
                    .forEach(name -> names.put(name.alias(), inside.getOrDefault(name.name(), Known.Unknown.VALUE)));
        }
        return Outline.NOTHING;
    }

    private Outline include(ImportTag.Include include, Known template, Map<String, Known> names) {
        List<Known> wanted = template instanceof Known.Items items ? items.items() : List.of(template);
        if (template instanceof Known.Either either) {
            List<Outline> options = new ArrayList<>();
            uses.behind(Guard.OTHER, () -> either.options()
                    .forEach(option -> options.add(include(include, option, names))));
            return new Outline.Choice(options);
        }
        for (Known name : wanted) {
            String path = templateName(name);
            if (templates.has(path)) {
                Map<String, Known> inside = include.withContext() ? new LinkedHashMap<>(names) : new LinkedHashMap<>();
                StatementReads other = new StatementReads(templates, uses);
                other.depth = depth + 1;
                return other.template(path, inside);
            }
        }
        if (!include.ignoreMissing()) {
            throw new UnknownReadsException("an included template is missing");
        }
        return Outline.NOTHING;
    }
}
