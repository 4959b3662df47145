package io.github.dbdsc.local;

import io.github.dbdsc.model.VisibleText;
import io.github.dbdsc.upload.UploadMark;
import io.github.dbdsc.upload.UploadPlan;
import io.github.dbdsc.upload.UploadStep;
import io.github.dbdsc.upload.UploadStore;
import io.github.dbdsc.upload.Uploader;
import java.io.PrintWriter;
import java.util.List;

/** Tells of an upload, a line for each file. */
record UploadText(PrintWriter out) {

    /**
     * Returns the folder of the container that the files go to, as the beginning of their names.
     *
     * @throws UsageException when files there would be taken for others
     */
    static String folder(String prefix) {
        String path = prefix.strip().replaceAll("^/+|/+$", "");
        List<String> parts = List.of(path.split("/", -1));
        boolean plain = parts.stream().noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."))
                && path.chars().noneMatch(c -> c == '\\' || Character.isISOControl(c));
        if (path.isEmpty()) {
            return "";
        }
        if (!plain || List.of("jobs", "templates").contains(parts.get(0))) {
            throw new UsageException(
                    "--prefix is no folder to upload to: it should be a path like team/preview, and not in"
                            + " jobs/ or templates/, whose files are read as definitions and templates");
        }
        return path + "/";
    }

    void begin(UploadMark mark, UploadStore store) {
        line("Upload of " + mark.source()
                + (mark.commit().containsKey("commit") ? " at " + mark.commit().get("commit") : "") + " to "
                + store.name());
    }

    void step(UploadStep step) {
        line("  "
                + switch (step.kind()) {
                    case ADD -> "+ ";
                    case REPLACE -> "~ ";
                    case MARK -> "@ ";
                    case REMOVE -> "- ";
                }
                + step.path());
    }

    void refused(UploadPlan plan) {
        plan.objections().forEach(objection -> line("Refused: " + objection));
        line("Nothing was uploaded.");
    }

    void wouldBe(UploadPlan plan) {
        left(plan);
        line("Would be: " + counts(plan.steps(), plan));
    }

    void end(UploadPlan plan, Uploader.Ended ended) {
        left(plan);
        line("Uploaded: " + counts(ended.done(), plan));
        int missing = plan.steps().size() - ended.done().size();
        if (missing > 0) {
            line("Stopped before " + missing + " of " + plan.steps().size()
                    + " files. Run the same again: it does what is left.");
        }
    }

    private void left(UploadPlan plan) {
        plan.leftOver().forEach(path -> line("  ? " + path));
        if (!plan.leftOver().isEmpty()) {
            line("? is gone from the folder and stays: --delete takes it away.");
        }
    }

    private static String counts(List<UploadStep> steps, UploadPlan plan) {
        return count(steps, UploadStep.Kind.ADD) + " added, " + count(steps, UploadStep.Kind.REPLACE) + " replaced, "
                + (count(steps, UploadStep.Kind.MARK) == 0
                        ? ""
                        : count(steps, UploadStep.Kind.MARK) + " marked as this source's, ")
                + count(steps, UploadStep.Kind.REMOVE) + " removed, " + plan.same() + " as they were"
                + (plan.others() == 0 ? "" : "; " + plan.others() + " of others left alone") + ".";
    }

    private static long count(List<UploadStep> steps, UploadStep.Kind kind) {
        return steps.stream().filter(step -> step.kind() == kind).count();
    }

    private void line(String line) {
        out.println(VisibleText.escaped(line));
        out.flush();
    }
}
