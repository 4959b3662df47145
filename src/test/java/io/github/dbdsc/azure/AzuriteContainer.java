package io.github.dbdsc.azure;

import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import io.github.dbdsc.azurite.Azurite;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;

/** A container of its own for one test, and clients for it. */
final class AzuriteContainer {

    private final String name = Azurite.freshContainerName();
    private final BlobContainerClient client = StorageConnection.of(
                    Map.of("JobStore", Azurite.running().connectionString()), "JobStore")
            .container(name);

    AzuriteContainer create() {
        client.create();
        return this;
    }

    /** The client that the program itself would use. */
    BlobContainerClient client() {
        return client;
    }

    /** A client whose requests are seen first by the policy. A request that fails is not tried again. */
    BlobContainerClient client(HttpPipelinePolicy policy) {
        return builder()
                .connectionString(Azurite.running().connectionString())
                .addPolicy(policy)
                .buildClient();
    }

    /** A client that may do only what the permissions say. */
    BlobContainerClient clientWith(BlobContainerSasPermission permissions) {
        String signature = client.generateSas(new BlobServiceSasSignatureValues(
                OffsetDateTime.now(ZoneOffset.UTC).plusHours(1), permissions));
        return builder()
                .endpoint(Azurite.running().blobEndpoint())
                .sasToken(signature)
                .buildClient();
    }

    void put(String blob, byte[] content) {
        client.getBlobClient(blob).upload(BinaryData.fromBytes(content), true);
    }

    byte[] content(String blob) {
        return client.getBlobClient(blob).downloadContent().toBytes();
    }

    private BlobContainerClientBuilder builder() {
        return new BlobContainerClientBuilder()
                .containerName(name)
                .retryOptions(new RequestRetryOptions(
                        RetryPolicyType.FIXED,
                        1,
                        Duration.ofSeconds(30),
                        Duration.ofMillis(1),
                        Duration.ofMillis(1),
                        null));
    }
}
