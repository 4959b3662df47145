package io.github.dbdsc.azure;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobStorageException;
import io.github.dbdsc.model.StoreException;

/** Explains to the user why a call of blob storage failed. Never quotes what the service answered. */
final class BlobFailure {

    private BlobFailure() {}

    /**
     * Turns a failure of the client library into ours.
     *
     * @param doing what was attempted, to follow "Can't": {@code write blob 'lock'}
     */
    static StoreException of(String doing, BlobContainerClient container, RuntimeException failure) {
        return new StoreException(
                "Can't %s in container '%s' of storage account '%s': %s"
                        .formatted(
                                doing,
                                container.getBlobContainerName(),
                                container.getAccountName(),
                                why(container, failure)),
                failure);
    }

    /** Returns whether the service answered with this error. */
    static boolean is(BlobStorageException failure, BlobErrorCode code) {
        return code.equals(failure.getErrorCode());
    }

    /** What a failed read of a blob tells about the other blobs. */
    enum Reach {
        /** It is only this blob. */
        BLOB,
        /** It is only this blob where others can be read; else the container. */
        PERHAPS_BLOB,
        /** No blob can be read, or not now. */
        CONTAINER
    }

    /**
     * Returns what a failed read tells about other blobs. By the status and error codes of the Blob service's REST
     * reference, whose codes begin with what they are about.
     */
    static Reach reach(BlobStorageException failure) {
        String code = String.valueOf(failure.getErrorCode());
        int status = failure.getStatusCode();
        if (status == 409 && code.startsWith("Blob")) {
            return Reach.BLOB;
        }
        boolean refused = status == 400 || status == 403 || status == 409;
        boolean ofAll = code.startsWith("Container") || code.startsWith("Account") || code.startsWith("Authentication");
        return refused && !ofAll ? Reach.PERHAPS_BLOB : Reach.CONTAINER;
    }

    /** Returns why one blob can't be read and what to do about it, as the message of a problem. */
    static String fault(BlobContainerClient container, BlobStorageException answered) {
        return "the blob can't be read: " + why(container, answered);
    }

    private static String why(BlobContainerClient container, RuntimeException failure) {
        if (failure instanceof BlobStorageException answered) {
            return "HTTP " + answered.getStatusCode() + " " + answered.getErrorCode() + ". "
                    + advice(container, answered);
        }
        if (FailureCause.isMissingToken(failure)) {
            return "no token for it. Check that the function app has the managed identity that its connection setting"
                    + " names, or, on your own machine, log in with 'az login'.";
        }
        return FailureCause.network(failure)
                .map(trouble -> "it could not be reached (" + trouble
                        + "). Check the address in the connection setting and the account's firewall, or try again"
                        + " later.")
                .orElseGet(() -> "the request failed (" + failure.getClass().getSimpleName()
                        + "). Check the connection setting, or try again later.");
    }

    private static String advice(BlobContainerClient container, BlobStorageException answered) {
        if (is(answered, BlobErrorCode.CONTAINER_NOT_FOUND)) {
            return "Create it: az storage container create --auth-mode login --account-name "
                    + container.getAccountName() + " --name " + container.getBlobContainerName();
        }
        if (is(answered, BlobErrorCode.BLOB_ARCHIVED)) {
            return "It is in the archive tier and stays unreadable there: bring it back with 'az storage blob set-tier"
                    + " --tier Hot', which takes hours, or delete it or upload it again. Except it from the rule that"
                    + " moved it.";
        }
        if (is(answered, BlobErrorCode.BLOB_BEING_REHYDRATED)) {
            return "It is on its way back from the archive tier, which takes hours. Wait, or delete it or upload it again.";
        }
        return switch (answered.getStatusCode()) {
            case 401, 403 ->
                "Where the connection setting is a connection string, check its key; where it is an address, give the"
                        + " identity the role 'Storage Blob Data Owner' on the storage account. Check the account's"
                        + " firewall too.";
            case 404 -> "Check the address in the connection setting.";
            default -> "Try again later.";
        };
    }
}
