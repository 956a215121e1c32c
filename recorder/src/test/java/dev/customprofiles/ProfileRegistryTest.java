package dev.customprofiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileRegistryTest {

    @Test
    void aCreatedProfileIsFoundByItsNameAndNoOther() {
        Profile profile = Profile.create("registry.Found");

        assertEquals("registry.Found", profile.name());
        assertSame(profile, Profile.lookup("registry.Found").orElseThrow());
        assertEquals(Optional.empty(), Profile.lookup("registry.found"));
        assertEquals(Optional.empty(), Profile.lookup(""));
        assertThrows(NullPointerException.class, () -> Profile.lookup(null));
    }

    @Test
    void aNameIsTakenForEver() {
        Profile first = Profile.create("registry.Taken");

        IllegalStateException taken = assertThrows(IllegalStateException.class, () -> Profile.create("registry.Taken"));

        assertEquals("profile name already in use: registry.Taken", taken.getMessage());
        assertSame(first, Profile.lookup("registry.Taken").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"allocs", "block", "goroutine", "heap", "mutex", "profile", "threadcreate"})
    void theBuiltinNamesAreTaken(String name) {
        assertThrows(IllegalStateException.class, () -> Profile.create(name));
        assertEquals(Optional.empty(), Profile.lookup(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "open files", "tab\there", "line\nbreak", "nul\0", "right\u202eto-left", "no\u00a0break"
            })
    void whatIsNotANameIsRefused(String name) {
        assertThrows(IllegalArgumentException.class, () -> Profile.create(name));
    }

    @Test
    void aNameThatIsNullOrTooLongIsRefused() {
        assertThrows(NullPointerException.class, () -> Profile.create(null));
        assertThrows(IllegalArgumentException.class, () -> Profile.create("n".repeat(201)));
        assertEquals(200, Profile.create("n".repeat(200)).name().length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"github.com/acme/db.Conn", "ümlaut.Größe", "x", "a-b_c$d:e@f", "接続.Open"})
    void goStyleAndUnicodeNamesAreNames(String name) {
        assertEquals(name, Profile.create(name).name());
    }

    @Test
    void profilesAreListedSortedByNameAndTheListDoesNotChangeLater() {
        Profile.create("registry.sorted.B");
        Profile.create("registry.sorted.A");
        List<Profile> before = Profile.profiles();
        int size = before.size();
        Profile.create("registry.sorted.C");

        List<String> names = Profile.profiles().stream().map(Profile::name).toList();
        assertEquals(names.stream().sorted().toList(), names);
        assertTrue(names.containsAll(List.of("registry.sorted.A", "registry.sorted.B", "registry.sorted.C")));
        assertEquals(size, before.size());
        assertThrows(UnsupportedOperationException.class, before::clear);
    }

    @Test
    void ofManyThreadsThatCreateTheSameNameOneWins() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Boolean> create = () -> {
                try {
                    Profile.create("registry.Race");
                    return true;
                } catch (IllegalStateException taken) {
                    return false;
                }
            };
            long winners = 0;
            for (Future<Boolean> won :
                    threads.invokeAll(Stream.generate(() -> create).limit(64).collect(Collectors.toList()))) {
                winners += won.get() ? 1 : 0;
            }
            assertEquals(1, winners);
        } finally {
            threads.shutdown();
        }
    }
}
