package io.github.dbdsc.definition;

import io.github.dbdsc.definition.policy.Policy;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.model.Strictness;
import io.github.dbdsc.model.TargetView;
import io.github.dbdsc.template.RendererOptions;
import io.github.dbdsc.template.TemplateRenderer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the compiled templates of the last snapshot and what its good definitions rendered to, so that only what has
 * changed since is compiled and rendered again. Safe for use by several threads.
 *
 * <p>A rendering depends only on the definition, the vars, the templates and the policy, since templates have neither clock
 * nor chance: when all four are the same, so is the result. Definitions with problems are not kept, since the problem may be
 * that rendering took too long on a machine that hardly moved.
 */
public final class RenderCache {

    private final RendererOptions options;
    private final Strictness strictness;
    private final TargetView view;
    private Map<String, String> sources = Map.of();
    private Map<String, String> unusable = Map.of();
    private @Nullable TemplateRenderer renderer;
    private volatile @Nullable Renderings last;
    private volatile ReadPolicy policy = new ReadPolicy(null, Policy.NONE);

    /**
     * What the good definitions of a snapshot rendered to.
     *
     * @param vars what templates have read beside them
     * @param policy what they were held against
     * @param elsewhere the definitions that are for other targets
     */
    private record Renderings(
            TemplateRenderer renderer,
            VarsFiles vars,
            Policy policy,
            Map<JobKey, RenderedJob> jobs,
            Map<JobKey, SourceFile> elsewhere) {

        boolean madeWith(TemplateRenderer otherRenderer, VarsFiles otherVars, Policy otherPolicy) {
            return renderer == otherRenderer && policy == otherPolicy && vars.haveContentOf(otherVars);
        }
    }

    /**
     * What a good definition rendered to.
     *
     * @param file the definition
     * @param job what it asks for
     * @param template the path of its template, below {@code templates/}
     * @param others the paths of the other files that took part: templates, and {@code vars.json} where one mentions it
     * @param warnings what its author should look at all the same
     */
    record RenderedJob(SourceFile file, DesiredJob job, String template, Set<String> others, List<Problem> warnings) {

        RenderedJob {
            warnings = List.copyOf(warnings);
        }
    }

    /** Creates a cache for a target without a name, which sees everything as it is. */
    public RenderCache(Strictness strictness) {
        this(strictness, TargetView.WHOLE);
    }

    /** Creates a cache for what one target sees. */
    public RenderCache(Strictness strictness, TargetView view) {
        this.strictness = strictness;
        this.view = view;
        this.options = strictness.undefinedNames() ? RendererOptions.DEFAULT.strict() : RendererOptions.DEFAULT;
    }

    /** @param file null where there is none */
    private record ReadPolicy(@Nullable SourceFile file, Policy policy) {}

    /**
     * Returns the policy in a file: the last one when the file has the same content.
     *
     * @param file null where there is none
     * @throws DefinitionException when it can't be used
     */
    Policy policyIn(@Nullable SourceFile file) throws DefinitionException {
        ReadPolicy known = policy;
        if (file == null ? known.file() == null : known.file() != null && file.hasContentOf(known.file())) {
            return known.policy();
        }
        ReadPolicy fresh = new ReadPolicy(file, file == null ? Policy.NONE : PolicyFile.read(file));
        policy = fresh;
        return fresh.policy();
    }

    Strictness strictness() {
        return strictness;
    }

    /** Returns how the target sees the definitions. */
    TargetView view() {
        return view;
    }

    /**
     * Returns a renderer of these templates: the last one when they are the same.
     *
     * @param faults why other templates can't be used, by their name
     */
    synchronized TemplateRenderer rendererOf(Map<String, String> templates, Map<String, String> faults) {
        TemplateRenderer known = renderer;
        if (known != null && sources.equals(templates) && unusable.equals(faults)) {
            return known;
        }
        TemplateRenderer fresh = new TemplateRenderer(templates, faults, options);
        sources = Map.copyOf(templates);
        unusable = Map.copyOf(faults);
        renderer = fresh;
        return fresh;
    }

    /** Forgets everything. */
    public synchronized void clear() {
        sources = Map.of();
        unusable = Map.of();
        renderer = null;
        last = null;
        policy = new ReadPolicy(null, Policy.NONE);
    }

    /** Returns what was rendered last, if it was with this renderer, vars and policy; else nothing. */
    Map<JobKey, RenderedJob> renderedWith(TemplateRenderer sameRenderer, VarsFiles sameVars, Policy samePolicy) {
        Renderings known = last;
        return known != null && known.madeWith(sameRenderer, sameVars, samePolicy) ? known.jobs() : Map.of();
    }

    /** Reports whether a definition was for other targets when it was last read. It is no matter of templates or vars. */
    boolean isKnownElsewhere(JobKey key, SourceFile file) {
        Renderings known = last;
        return known != null
                && Optional.ofNullable(known.elsewhere().get(key))
                        .filter(file::hasContentOf)
                        .isPresent();
    }

    /** Keeps what was rendered, and what was for other targets, in place of what was rendered before. */
    void keep(
            TemplateRenderer usedRenderer,
            VarsFiles usedVars,
            Policy usedPolicy,
            Map<JobKey, RenderedJob> jobs,
            Map<JobKey, SourceFile> elsewhere) {
        last = new Renderings(usedRenderer, usedVars, usedPolicy, Map.copyOf(jobs), Map.copyOf(elsewhere));
    }
}
