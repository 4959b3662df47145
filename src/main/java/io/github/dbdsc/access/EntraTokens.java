package io.github.dbdsc.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import io.github.dbdsc.settings.AccessSettings.Trusted;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Checks access tokens that Microsoft Entra issues to the callers of this app: signature, issuer, tenant, audience and times.
 * The work is that of the library; here stands what is asked of a token.
 */
public final class EntraTokens implements TokenCheck {

    /** What Entra signs with (its OpenID configuration), and nothing that a sender may choose. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.RS256);

    private static final Set<JOSEObjectType> TYPES = Set.of(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"));

    /** How far the clocks of the issuer and of this machine may be apart. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    /** In characters. Entra's tokens have at most 200 groups, which are about 8,000. */
    static final int LONGEST = 16_384;

    /** With the issuer's keys, whose fetch every caller may have to wait for. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    /** Trusts whom Java trusts. Asks nobody yet. */
    public EntraTokens(Trusted trusted, Clock clock) {
        this(trusted, clock, null);
    }

    /** @param tls opens the connections to the issuer; null for Java's own */
    public EntraTokens(Trusted trusted, Clock clock, @Nullable SSLSocketFactory tls) {
        Issuer issuer = Issuer.of(trusted);
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(withoutType(TYPES)));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                ALGORITHMS, new IssuerKeys(new KeyDocument(issuer.keys(), tls, PATIENCE), clock)));
        Map<String, DefaultJWTClaimsVerifier<SecurityContext>> verifiers = issuer.names().stream()
                .collect(Collectors.toMap(Function.identity(), name -> verifier(name, trusted, clock)));
        processor.setJWTClaimsSetVerifier((claims, context) -> {
            DefaultJWTClaimsVerifier<SecurityContext> verifier = verifiers.get(String.valueOf(claims.getIssuer()));
            if (verifier == null) {
                throw new BadJWTException("issuer");
            }
            if (claims.getExpirationTime() == null) { // a claim that is null is there, for the library
                throw new BadJWTException("exp");
            }
            verifier.verify(claims, context);
        });
    }

    /** A token need not say what it is. */
    private static Set<JOSEObjectType> withoutType(Set<JOSEObjectType> types) {
        Set<JOSEObjectType> allowed = new HashSet<>(types);
        allowed.add(null);
        return allowed;
    }

    private static DefaultJWTClaimsVerifier<SecurityContext> verifier(String issuer, Trusted trusted, Clock clock) {
        JWTClaimsSet exact = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .claim("tid", trusted.tenant())
                .build();
        DefaultJWTClaimsVerifier<SecurityContext> verifier =
                new DefaultJWTClaimsVerifier<>(trusted.audiences(), exact, Set.of("exp"), Set.of()) {
                    @Override
                    protected Date currentTime() {
                        return Date.from(clock.instant());
                    }
                };
        verifier.setMaxClockSkew((int) SKEW.toSeconds());
        return verifier;
    }

    @Override
    public TokenHolder holder(String token) throws RefusedTokenException {
        if (token.length() > LONGEST) {
            throw new RefusedTokenException("the token has more than " + LONGEST + " characters");
        }
        try {
            return TokenClaims.holder(processor.process(parsed(token), null));
        } catch (ExpiredJWTException e) {
            throw new RefusedTokenException("the token has expired");
        } catch (BadJWTException e) {
            throw new RefusedTokenException(reason(String.valueOf(e.getMessage())));
        } catch (ParseException e) {
            throw new RefusedTokenException("the token is no JSON Web Token");
        } catch (BadJOSEException | JOSEException e) {
            throw new RefusedTokenException("the token is not signed by a key that the tenant's issuer publishes");
        }
    }

    private static JWT parsed(String token) throws ParseException {
        try {
            return JWTParser.parse(token);
        } catch (RuntimeException e) {
            throw new ParseException("header", 0); // the library expects no null there, and anybody may send one
        }
    }

    /** The library's own words may quote the token. */
    private static String reason(String message) {
        if (message.contains("audience")) {
            return "the token is not for this app: its audience is none of AUTH_AUDIENCE";
        }
        if (message.contains("before use time")) {
            return "the token is not valid yet";
        }
        return "the token is not one that the tenant of AUTH_TENANT has issued";
    }
}
