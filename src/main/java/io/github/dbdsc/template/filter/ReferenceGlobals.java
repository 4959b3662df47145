package io.github.dbdsc.template.filter;

import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.NamedKind;
import io.github.dbdsc.model.Reference;
import io.github.dbdsc.template.value.Arguments;
import io.github.dbdsc.template.value.Evaluation;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Repr;
import io.github.dbdsc.template.value.Signature;
import io.github.dbdsc.template.value.Strings;
import java.util.Set;

/** Functions that Jinja2 does not have: ids by name. */
final class ReferenceGlobals {

    private static final Signature JOB_REF = Signature.of("job_ref", "key");
    private static final Signature LOOKUP = Signature.of("lookup", "kind name");

    /** Kinds that only the API of a Databricks account lists: Budget Policy API 2.1 of accounts. */
    private static final Set<String> OF_THE_ACCOUNT = Set.of("usage_policy", "budget_policy");

    private static final String ACCOUNT =
            "; only the account's API lists usage policies, not the workspace's: write the policy's id";

    private ReferenceGlobals() {}

    static Object jobRef(Evaluation evaluation, Arguments arguments) {
        String key = text("job_ref", "key", JOB_REF.bind(arguments).get(0));
        return evaluation.referTo(new Reference.ToJob(new JobKey(key)));
    }

    static Object lookup(Evaluation evaluation, Arguments arguments) {
        Signature.Bound bound = LOOKUP.bind(arguments);
        String word = text("lookup", "kind", bound.get(0));
        NamedKind kind = NamedKind.of(word)
                .orElseThrow(() -> PythonError.value("lookup() knows no kind '" + word + "'; it knows "
                        + NamedKind.words() + (OF_THE_ACCOUNT.contains(word) ? ACCOUNT : "")));
        return evaluation.referTo(new Reference.ToName(kind, text("lookup", "name", bound.get(1))));
    }

    private static String text(String function, String parameter, Object value) {
        if (!Strings.isString(value) || value.toString().isBlank()) {
            throw PythonError.type(function + "() needs a text as its " + parameter + ", but got " + Repr.of(value));
        }
        return value.toString();
    }
}
