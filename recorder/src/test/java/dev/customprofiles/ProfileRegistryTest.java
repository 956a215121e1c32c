package dev.customprofiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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

    @Test
    void getOrCreateGivesTheProfileThatIsThereWithTheOptionsItHas() {
        Profile profile = Profile.builder("registry.Known").unit("bytes").weak().getOrCreate();

        assertSame(profile, Profile.getOrCreate("registry.Known"));
        assertSame(profile, Profile.builder("registry.Known").unit("rows").getOrCreate());
        assertSame(profile, Profile.lookup("registry.Known").orElseThrow());
        assertEquals("bytes", profile.unit());
        assertTrue(profile.isWeak());
        assertFalse(Profile.getOrCreate("registry.Strong").isWeak());
        assertThrows(NullPointerException.class, () -> Profile.getOrCreate(null));
        assertThrows(IllegalArgumentException.class, () -> Profile.getOrCreate("no name"));
        assertThrows(IllegalStateException.class, () -> Profile.create("registry.Known"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"allocs", "block", "goroutine", "goroutineleak", "heap", "mutex", "profile", "threadcreate"})
    void getOrCreateRefusesTheBuiltinNames(String name) {
        assertThrows(IllegalStateException.class, () -> Profile.getOrCreate(name));
        assertThrows(
                IllegalStateException.class, () -> Profile.builder(name).weak().getOrCreate());
        assertThrows(IllegalStateException.class, () -> Profile.builder(name).create());
        assertEquals(Optional.empty(), Profile.lookup(name));
    }

    @Test
    void ofManyThreadsThatGetOrCreateTheSameNameAllGetOneProfile() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 50; round++) {
                String name = "registry.shared." + round;
                Callable<Profile> get = () -> Profile.getOrCreate(name);
                for (Future<Profile> got :
                        threads.invokeAll(Stream.generate(() -> get).limit(16).toList())) {
                    assertSame(Profile.lookup(name).orElseThrow(), got.get());
                }
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void addIfAbsentSaysWhetherTheValueWasAddedAndLeavesOneThatIsThere() {
        Profile profile = Profile.create("registry.AddIfAbsent");
        Object value = new Object();

        assertTrue(profile.addIfAbsent(value, 0, 1, null));
        assertFalse(profile.addIfAbsent(value, 0, 2, "again"));
        assertEquals(1, profile.count());
        assertThrows(NullPointerException.class, () -> profile.addIfAbsent(null, 0, 0, null));
        assertThrows(IllegalArgumentException.class, () -> profile.addIfAbsent(value, -1, 0, null));
        assertThrows(IllegalArgumentException.class, () -> profile.addIfAbsent(new Object(), -1, 0, null));
        assertEquals(1, profile.count());
        assertTrue(profile.remove(value));
        assertTrue(profile.addIfAbsent(value, 0, 0, ""));
        assertTrue(profile.remove(value));
        assertFalse(profile.remove(value));
    }
}
