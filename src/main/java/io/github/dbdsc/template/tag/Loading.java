package io.github.dbdsc.template.tag;

import io.github.dbdsc.template.scope.CompiledTemplate;
import io.github.dbdsc.template.scope.Frame;
import io.github.dbdsc.template.value.Containers;
import io.github.dbdsc.template.value.PyDict;
import io.github.dbdsc.template.value.PyList;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Strings;
import io.github.dbdsc.template.value.TypeName;
import io.github.dbdsc.template.value.Undefined;
import java.util.Iterator;
import java.util.List;

/** Finds the templates that other templates name. */
final class Loading {

    private Loading() {}

    /** The template of that name. */
    static CompiledTemplate one(Frame frame, Object name) {
        if (Strings.isString(name)) {
            return frame.context().rendering().environment().load(name.toString());
        }
        if (name instanceof Undefined undefined) {
            throw undefined.failure();
        }
        if (name instanceof PyList || name instanceof PyDict) {
            throw PythonError.type("unhashable type: '" + TypeName.of(name) + "'");
        }
        throw notFound(Strings.of(name));
    }

    /** The template of that name, or the first there is of several names. */
    static CompiledTemplate oneOf(Frame frame, Object names) {
        if (Strings.isString(names)) {
            return one(frame, names);
        }
        if (names instanceof Undefined undefined) {
            throw undefined.failure();
        }
        List<Object> candidates = Containers.list(names);
        if (candidates.isEmpty()) {
            throw new PythonError(
                    PythonError.Kind.TEMPLATES_NOT_FOUND, "Tried to select from an empty list of templates.");
        }
        for (Iterator<Object> it = candidates.iterator(); it.hasNext(); ) {
            try {
                return one(frame, it.next());
            } catch (PythonError e) {
                if (!isNotFound(e) && e.kind() != PythonError.Kind.UNDEFINED_ERROR) {
                    throw e;
                }
            }
        }
        throw new PythonError(
                PythonError.Kind.TEMPLATES_NOT_FOUND,
                "none of the templates given were found: "
                        + String.join(", ", candidates.stream().map(Strings::of).toList()));
    }

    static boolean isNotFound(PythonError error) {
        return error.kind() == PythonError.Kind.TEMPLATE_NOT_FOUND
                || error.kind() == PythonError.Kind.TEMPLATES_NOT_FOUND;
    }

    private static PythonError notFound(String name) {
        return new PythonError(PythonError.Kind.TEMPLATE_NOT_FOUND, "there is no template 'templates/" + name + "'");
    }
}
