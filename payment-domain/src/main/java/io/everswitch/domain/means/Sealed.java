package io.everswitch.domain.means;

/**
 * A secret sealed by the vault (AES-GCM). Only its holder's channel adapter may open it, at the moment of sending (M10).
 *
 * @param keyId the key that sealed it; old keys stay readable after a rotation
 * @param box nonce, cipher text and tag, base 64
 */
public record Sealed(String keyId, String box) {
    @Override
    public String toString() {
        return "Sealed[" + keyId + "]";
    }
}
