#include "support/faulty.h"

#include <sqlite3.h>
#include <stddef.h>
#include <string.h>

/* Each open file: the real one stands behind this head. */
typedef struct {
    sqlite3_file base;
    sqlite3_file *real;
} FaultyFile;

static struct {
    sqlite3_vfs vfs;
    sqlite3_vfs *real;
    int nth;
    int steps;
    bool lasting;
    bool struck;
    Fault fault;
} faulty;

static sqlite3_file *real_of(sqlite3_file *file)
{
    return ((FaultyFile *)file)->real;
}

static bool strike(void)
{
    faulty.steps++;
    if (faulty.nth == 0 || (faulty.lasting ? faulty.steps < faulty.nth : faulty.steps != faulty.nth))
        return false;
    faulty.struck = true;
    return true;
}

static int failure(int otherwise)
{
    return faulty.fault == FAULT_FULL ? SQLITE_FULL : otherwise;
}

/* --- what can fail */

static int faulty_write(sqlite3_file *file, const void *bytes, int size, sqlite3_int64 offset)
{
    return strike() ? failure(SQLITE_IOERR_WRITE)
                    : real_of(file)->pMethods->xWrite(real_of(file), bytes, size, offset);
}

static int faulty_sync(sqlite3_file *file, int flags)
{
    return strike() ? SQLITE_IOERR_FSYNC : real_of(file)->pMethods->xSync(real_of(file), flags);
}

static int faulty_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    return strike() ? SQLITE_IOERR_TRUNCATE : real_of(file)->pMethods->xTruncate(real_of(file), size);
}

static int faulty_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
    (void)vfs;
    return strike() ? SQLITE_IOERR_DELETE : faulty.real->xDelete(faulty.real, name, sync);
}

static int faulty_shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **at)
{
    if (extend && strike())
        return failure(SQLITE_IOERR_SHMSIZE);
    return real_of(file)->pMethods->xShmMap(real_of(file), page, size, extend, at);
}

/* --- what cannot */

static int faulty_close(sqlite3_file *file)
{
    return real_of(file)->pMethods->xClose(real_of(file));
}

static int faulty_read(sqlite3_file *file, void *bytes, int size, sqlite3_int64 offset)
{
    return real_of(file)->pMethods->xRead(real_of(file), bytes, size, offset);
}

static int faulty_size(sqlite3_file *file, sqlite3_int64 *size)
{
    return real_of(file)->pMethods->xFileSize(real_of(file), size);
}

static int faulty_lock(sqlite3_file *file, int level)
{
    return real_of(file)->pMethods->xLock(real_of(file), level);
}

static int faulty_unlock(sqlite3_file *file, int level)
{
    return real_of(file)->pMethods->xUnlock(real_of(file), level);
}

static int faulty_reserved(sqlite3_file *file, int *reserved)
{
    return real_of(file)->pMethods->xCheckReservedLock(real_of(file), reserved);
}

static int faulty_control(sqlite3_file *file, int what, void *value)
{
    return real_of(file)->pMethods->xFileControl(real_of(file), what, value);
}

static int faulty_sector(sqlite3_file *file)
{
    return real_of(file)->pMethods->xSectorSize(real_of(file));
}

static int faulty_device(sqlite3_file *file)
{
    return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}

static int faulty_shm_lock(sqlite3_file *file, int offset, int count, int flags)
{
    return real_of(file)->pMethods->xShmLock(real_of(file), offset, count, flags);
}

static void faulty_shm_barrier(sqlite3_file *file)
{
    real_of(file)->pMethods->xShmBarrier(real_of(file));
}

static int faulty_shm_unmap(sqlite3_file *file, int remove)
{
    return real_of(file)->pMethods->xShmUnmap(real_of(file), remove);
}

static const sqlite3_io_methods METHODS = {
    .iVersion = 2,
    .xClose = faulty_close,
    .xRead = faulty_read,
    .xWrite = faulty_write,
    .xTruncate = faulty_truncate,
    .xSync = faulty_sync,
    .xFileSize = faulty_size,
    .xLock = faulty_lock,
    .xUnlock = faulty_unlock,
    .xCheckReservedLock = faulty_reserved,
    .xFileControl = faulty_control,
    .xSectorSize = faulty_sector,
    .xDeviceCharacteristics = faulty_device,
    .xShmMap = faulty_shm_map,
    .xShmLock = faulty_shm_lock,
    .xShmBarrier = faulty_shm_barrier,
    .xShmUnmap = faulty_shm_unmap,
};

static int faulty_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
    (void)vfs;
    FaultyFile *faulty_file = (FaultyFile *)file;
    faulty_file->real = (sqlite3_file *)(faulty_file + 1);
    int code = faulty.real->xOpen(faulty.real, name, faulty_file->real, flags, out);
    faulty_file->base.pMethods = faulty_file->real->pMethods ? &METHODS : NULL;
    return code;
}

void faulty_install(void)
{
    if (faulty.real)
        return;
    faulty.real = sqlite3_vfs_find(NULL);
    faulty.vfs = *faulty.real;
    faulty.vfs.zName = "faulty";
    faulty.vfs.szOsFile = (int)sizeof(FaultyFile) + faulty.real->szOsFile;
    faulty.vfs.xOpen = faulty_open;
    faulty.vfs.xDelete = faulty_delete;
    sqlite3_vfs_register(&faulty.vfs, 1);
}

void faulty_arm(int nth, bool lasting, Fault fault)
{
    faulty.nth = nth;
    faulty.lasting = lasting;
    faulty.fault = fault;
    faulty.steps = 0;
    faulty.struck = false;
}

int faulty_steps(void)
{
    return faulty.steps;
}

bool faulty_struck(void)
{
    return faulty.struck;
}
