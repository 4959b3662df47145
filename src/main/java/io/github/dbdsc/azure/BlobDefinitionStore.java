package io.github.dbdsc.azure;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.ListBlobsOptions;
import io.github.dbdsc.definition.DefinitionStore;
import io.github.dbdsc.definition.MisnamedFile;
import io.github.dbdsc.definition.Snapshot;
import io.github.dbdsc.definition.SnapshotSize;
import io.github.dbdsc.definition.SourceFile;
import io.github.dbdsc.definition.SourcePaths;
import io.github.dbdsc.model.Commit;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.TargetView;
import io.github.dbdsc.model.VisibleText;
import io.github.dbdsc.upload.UploadMark;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads definitions, templates and vars from a container. A file's etag is its blob's. Files of the previous snapshot are
 * downloaded again only when their etag has changed. A blob that is too large or packed, or that the service does not hand out by
 * itself, is in the snapshot as a file that can't be read. Safe for use by several threads.
 */
public final class BlobDefinitionStore implements DefinitionStore {

    /** How often the container is listed while blobs keep changing between the listing and the download. */
    private static final int ATTEMPTS = 5;

    private final BlobContainerClient container;
    private final SourcePaths paths;
    private final ListBlobsOptions options;
    private final BlobDownload download;
    private volatile Map<String, SourceFile> lastRead = Map.of();

    /** Reads what a target without a name reads, which has no prefix. */
    public BlobDefinitionStore(BlobContainerClient container) {
        this(container, SourcePaths.of(TargetView.WHOLE));
    }

    /** @param paths which blobs the target reads */
    public BlobDefinitionStore(BlobContainerClient container, SourcePaths paths) {
        this(container, paths, null, BlobDownload.AT_ONCE);
    }

    /**
     * Reads with other sizes.
     *
     * @param pageSize blobs in one page of the listing; null leaves it to the service, which gives 5,000
     * @param atOnce how many downloads may be under way
     */
    BlobDefinitionStore(BlobContainerClient container, @Nullable Integer pageSize, int atOnce) {
        this(container, SourcePaths.of(TargetView.WHOLE), pageSize, atOnce);
    }

    private BlobDefinitionStore(
            BlobContainerClient container, SourcePaths paths, @Nullable Integer pageSize, int atOnce) {
        this.container = container;
        this.paths = paths;
        this.options = new ListBlobsOptions()
                .setDetails(new BlobListDetails().setRetrieveMetadata(true))
                .setMaxResultsPerPage(pageSize);
        if (!paths.prefix().isEmpty()) {
            options.setPrefix(paths.prefix());
        }
        this.download = new BlobDownload(container, paths.prefix(), atOnce);
    }

    @Override
    public Snapshot read() {
        Map<String, SourceFile> known = lastRead;
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Listing listed = list(options);
            Map<String, SourceFile> files = new HashMap<>(known);
            files.values().removeIf(file -> !file.etag().equals(listed.etags().get(file.path())));
            Map<String, String> missing = new HashMap<>(listed.etags());
            missing.keySet().removeAll(files.keySet());
            files.putAll(download.of(missing, !files.isEmpty()));
            boolean complete = files.size() == listed.etags().size();
            Snapshot snapshot = complete ? listed.with(files.values()) : null;
            // what could not be read is asked for again: a blob's tier changes without its etag
            files.values().removeIf(file -> file.fault().isPresent());
            known = files;
            if (snapshot != null) {
                lastRead = Map.copyOf(files);
                return snapshot;
            }
        }
        throw new StoreException("Can't read a consistent set of definitions from container '"
                + container.getBlobContainerName() + "': its blobs changed during each of " + ATTEMPTS
                + " attempts. Wait until the upload is finished and run again.");
    }

    /** Lists the blobs whose names begin like this, and downloads the one of this name unless it was read before. */
    @Override
    public Optional<SourceFile> file(String path) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Listing listed =
                    list(new ListBlobsOptions().setDetails(options.getDetails()).setPrefix(paths.prefix() + path));
            String etag = listed.etags().get(path);
            if (etag == null) {
                return listed.unreadable().stream()
                        .filter(file -> file.path().equals(path))
                        .findFirst();
            }
            SourceFile known = lastRead.get(path);
            Optional<SourceFile> file = known != null && known.etag().equals(etag)
                    ? Optional.of(known)
                    : Optional.ofNullable(download.of(Map.of(path, etag), true).get(path));
            if (file.isPresent()) {
                return file.map(listed::withCommit);
            }
        }
        return Optional.empty(); // it comes and goes
    }

    @Override
    public void forget() {
        lastRead = Map.of();
    }

    /** Lists the container, and downloads nothing. */
    @Override
    public SortedMap<String, String> etags() {
        return list(options).all();
    }

    /**
     * The source blobs.
     *
     * @param etags of those to read, by path below the prefix
     * @param unreadable the others: those that are too large or packed
     * @param commits those that blobs were uploaded from, by their paths, where they say so
     * @param misnamed blobs that are nearly one of them
     */
    private record Listing(
            Map<String, String> etags,
            List<SourceFile> unreadable,
            Map<String, Commit> commits,
            List<MisnamedFile> misnamed) {

        SortedMap<String, String> all() {
            SortedMap<String, String> all = new TreeMap<>(etags);
            unreadable.forEach(file -> all.put(file.path(), file.etag()));
            return all;
        }

        Snapshot with(Collection<SourceFile> read) {
            return Snapshot.of(
                    Stream.concat(unreadable.stream(), read.stream())
                            .map(this::withCommit)
                            .toList(),
                    misnamed);
        }

        SourceFile withCommit(SourceFile file) {
            Commit commit = commits.get(file.path());
            return commit == null ? file : file.from(commit);
        }
    }

    private Listing list(ListBlobsOptions which) {
        Map<String, String> etags = new TreeMap<>();
        List<SourceFile> unreadable = new ArrayList<>();
        Map<String, Commit> commits = new HashMap<>();
        List<MisnamedFile> misnamed = new ArrayList<>();
        SnapshotSize size = new SnapshotSize("container '" + container.getBlobContainerName() + "'");
        try {
            for (BlobItem blob : container.listBlobs(which, null)) {
                if (isFolder(blob)) {
                    continue;
                }
                paths.misnamed(blob.getName()).ifPresent(misnamed::add);
                paths.path(blob.getName()).ifPresent(path -> {
                    UploadMark.commit(metadata(blob)).ifPresent(commit -> commits.put(path, commit));
                    packed(blob)
                            .or(() -> size.add(blob.getProperties().getContentLength()))
                            .ifPresentOrElse(
                                    fault -> unreadable.add(SourceFile.unreadable(
                                            path, blob.getProperties().getETag(), fault)),
                                    () -> etags.put(path, blob.getProperties().getETag()));
                });
            }
        } catch (StoreException e) {
            throw e;
        } catch (RuntimeException e) {
            throw BlobFailure.of("list the definitions", container, e);
        }
        return new Listing(etags, unreadable, commits, misnamed);
    }

    private static Optional<String> packed(BlobItem blob) {
        String encoding = blob.getProperties().getContentEncoding();
        return encoding == null || encoding.isBlank() || encoding.strip().equalsIgnoreCase("identity")
                ? Optional.empty()
                : Optional.of("the file is stored packed, with content-encoding " + VisibleText.escaped(encoding)
                        + "; upload it unpacked and without that property");
    }

    /** Accounts with a hierarchical namespace list their folders as empty blobs, marked by this metadata. */
    private static boolean isFolder(BlobItem blob) {
        return "true".equalsIgnoreCase(metadata(blob).get("hdi_isfolder"));
    }

    private static Map<String, String> metadata(BlobItem blob) {
        return blob.getMetadata() == null ? Map.of() : blob.getMetadata();
    }
}
