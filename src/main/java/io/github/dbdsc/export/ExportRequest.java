package io.github.dbdsc.export;

import io.github.dbdsc.export.learn.TradeOff;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.Ownership;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs to export, and how.
 *
 * @param names patterns of job names, in which {@code *} stands for any characters; none for any name
 * @param tags tags that a job must have, with their values; {@code *} in a value stands for any characters
 * @param creator who must have created a job, in any case; null for anybody
 * @param ids the jobs; none for any
 * @param unmanaged whether jobs that an installation of this program keeps are passed over in silence
 * @param bundles whether jobs that Databricks Asset Bundles deployed are exported too
 * @param rename whether jobs of one name get names of their own, instead of being left out
 * @param secrets whether jobs with settings that look like secrets are exported too
 * @param permissions whether permissions are read and exported
 * @param asIs whether each definition has the settings whole, instead of values for a template
 * @param folders what puts definitions into folders
 * @param tradeOff which jobs share a template
 */
public record ExportRequest(
        List<String> names,
        Map<String, String> tags,
        @Nullable String creator,
        Set<Long> ids,
        boolean unmanaged,
        boolean bundles,
        boolean rename,
        boolean secrets,
        boolean permissions,
        boolean asIs,
        Folders folders,
        TradeOff tradeOff) {

    /** Everything that can be exported, as it is done without any option. */
    public static final ExportRequest EVERYTHING = new ExportRequest(
            List.of(),
            Map.of(),
            null,
            Set.of(),
            false,
            false,
            false,
            false,
            false,
            false,
            Folders.BY_NAME,
            TradeOff.FEWEST_BYTES);

    public ExportRequest {
        names = List.copyOf(names);
        tags = Map.copyOf(tags);
        ids = Set.copyOf(ids);
    }

    /**
     * What puts definitions into folders, beside the slashes in their names.
     *
     * @param tag the job tag that names the folder; empty for none
     * @param prefix whether it is what stands before the first dash of a name
     */
    public record Folders(Optional<String> tag, boolean prefix) {

        /** Only the slashes in names. */
        public static final Folders BY_NAME = new Folders(Optional.empty(), false);
    }

    /** Reports whether a job is asked for. */
    boolean asksFor(ActualJob job) {
        return (ids.isEmpty() || ids.contains(job.id()))
                && (names.isEmpty() || names.stream().anyMatch(name -> isLike(name, job.name())))
                && (creator == null
                        || job.creator().filter(creator::equalsIgnoreCase).isPresent())
                && tags.entrySet().stream().allMatch(tag -> job.settings()
                        .tag(tag.getKey())
                        .filter(value -> isLike(tag.getValue(), value))
                        .isPresent())
                && !(unmanaged && job.settings().tag(Ownership.OWNER_TAG).isPresent());
    }

    private static boolean isLike(String pattern, String text) {
        StringBuilder regex = new StringBuilder();
        for (String part : pattern.split("\\*", -1)) {
            regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(part));
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(text).matches();
    }

    /** Says what is asked for, for a message that there is nothing. */
    public String text() {
        return (names.isEmpty() ? "" : " of the name " + String.join(" or ", names))
                + tags.entrySet().stream()
                        .map(tag -> " with the tag " + tag.getKey() + "=" + tag.getValue())
                        .reduce("", String::concat)
                + (creator == null ? "" : " created by " + creator)
                + (ids.isEmpty()
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                " with %s",
                                ids.stream()
                                        .sorted()
                                        .map(id -> "the id " + id)
                                        .reduce((one, other) -> one + " or " + other)
                                        .orElse("")));
    }
}
