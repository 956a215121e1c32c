package dev.customprofiles.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.customprofiles.agent.ChildProgram.Way;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FilesPresetTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void filesThatWereNotClosedAreFoundAtTheLineThatOpenedThem(Way way) throws Exception {
        Map<String, String> expected = new TreeMap<>();
        for (String line : List.of(
                "FileInputStream",
                "FileInputStream by name",
                "FileOutputStream",
                "FileOutputStream by name",
                "FileReader",
                "RandomAccessFile",
                "RandomAccessFile by name",
                "FileChannel",
                "AsynchronousFileChannel",
                "newByteChannel",
                "newInputStream",
                "newOutputStream",
                "newBufferedReader",
                "lines",
                "list",
                "newDirectoryStream",
                "walk",
                "ZipFile",
                "JarFile")) {
            expected.put(line, "3/5/2");
        }
        for (String line : List.of("writeString", "zip output", "readAllBytes")) {
            expected.put(line, "0/1/1");
        }
        expected.put("closed by its channel", "0/5/5");
        Recorded recorded = ChildProgram.oneRound(way, "presets=files", folder, FilesProgram.class);
        assertEquals(List.of("files.Open"), recorded.profiles());
        assertEquals(expected, recorded.counts("files.Open"));
    }
}
