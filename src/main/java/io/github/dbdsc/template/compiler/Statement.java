package io.github.dbdsc.template.compiler;

import io.github.dbdsc.template.runtime.Instruction;
import java.util.List;

/** A tag, or text between tags. */
sealed interface Statement extends Node
        permits SimpleStatement, IfTag, LoopTag, AssignmentTag, ScopedTag, MacroTag, ImportTag, InheritanceTag {

    Instruction compile(LexicalScope scope);

    static Instruction compileAll(List<Statement> body, LexicalScope scope) {
        return Instruction.sequence(
                body.stream().map(statement -> statement.compile(scope)).toList());
    }
}
