package io.github.dbdsc.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An answer of blob storage with an error code, which emulators do not give by themselves. */
final class Refusal extends HttpResponse {

    private final int status;
    private final String code;

    Refusal(HttpRequest request, int status, String code) {
        super(request);
        this.status = status;
        this.code = code;
    }

    @Override
    public int getStatusCode() {
        return status;
    }

    @Override
    public HttpHeaders getHeaders() {
        return new HttpHeaders()
                .set(HttpHeaderName.fromString("x-ms-error-code"), code)
                .set(HttpHeaderName.CONTENT_TYPE, "application/xml");
    }

    @Override
    @SuppressWarnings("deprecation")
    public String getHeaderValue(String name) {
        return getHeaders().getValue(HttpHeaderName.fromString(name));
    }

    private byte[] bytes() {
        return ("<Error><Code>" + code + "</Code></Error>").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Flux<ByteBuffer> getBody() {
        return Flux.just(ByteBuffer.wrap(bytes()));
    }

    @Override
    public Mono<byte[]> getBodyAsByteArray() {
        return Mono.just(bytes());
    }

    @Override
    public Mono<String> getBodyAsString() {
        return getBodyAsString(StandardCharsets.UTF_8);
    }

    @Override
    public Mono<String> getBodyAsString(Charset charset) {
        return Mono.just(new String(bytes(), charset));
    }
}
