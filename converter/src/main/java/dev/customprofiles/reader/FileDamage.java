package dev.customprofiles.reader;

import java.nio.file.Path;

/** Records the damage of one file. */
record FileDamage(Path file, DamageLog log) {
    void add(long offset, long bytes, String reason) {
        log.add(new Damage(file, offset, bytes, reason));
    }
}
