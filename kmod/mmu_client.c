// SPDX-License-Identifier: GPL-2.0
/*
 * RMAPLOCK_IOC_MMU_*: a file of the device registers a client with the mm of who asks,
 * as /dev/kvm does. It goes when somebody says so or when the file is closed,
 * whichever process does it, and whether the mm has exited or not.
 */
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "mmu_client.h"
#include "mmu_file.h"

static const struct mmu_client *const clients[] = { RMAPLOCK_MMU_CLIENT_TABLE };

static const struct mmu_client *client_of(const struct rmaplock_mmu_register *request)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(clients); i++)
		if (!strncmp(clients[i]->name, request->client, RMAPLOCK_NAME_LEN))
			return clients[i];
	return NULL;
}

/* Context: file->mutex held. */
static void forget(struct mmu_file *file)
{
	if (!file->registration)
		return;
	mmu_core_forget(file->registration);
	kfree(file->registration);
	file->registration = NULL;
}

static bool is_registered(const struct mmu_file *file)
{
	return file->registration && !file->registration->gone;
}

static int register_client(struct mmu_file *file, const struct mmu_client *client, u32 delay_ns)
{
	struct mmu_registration *mn;
	int err;

	mn = kzalloc(client->size, GFP_KERNEL_ACCOUNT);
	if (!mn)
		return -ENOMEM;
	mn->client = client;
	mn->delay_ns = delay_ns;
	if (client->init)
		client->init(mn);
	err = mmu_core_register(mn);
	if (err) {
		kfree(mn);
		return err;
	}
	forget(file);
	file->registration = mn;
	return 0;
}

static int mmu_file_register(struct mmu_file *file, const struct rmaplock_mmu_register *request)
{
	const struct mmu_client *client = client_of(request);
	int err = -EBUSY;

	if (!client || request->delay_ns > RMAPLOCK_MMU_DELAY_MAX_NS || request->reserved)
		return -EINVAL;
	if (client->sleeps && !mmu_core_may_sleep())
		return -EOPNOTSUPP;
	if (mutex_lock_killable(&file->mutex))
		return -EINTR;
	if (!is_registered(file))
		err = register_client(file, client, request->delay_ns);
	mutex_unlock(&file->mutex);
	return err;
}

static int mmu_file_unregister(struct mmu_file *file)
{
	int err = -ENOENT;

	if (mutex_lock_killable(&file->mutex))
		return -EINTR;
	if (is_registered(file)) {
		mmu_core_unregister(file->registration);
		err = 0;
	}
	mutex_unlock(&file->mutex);
	return err;
}

static int fault(struct mmu_registration *mn, unsigned long address)
{
	struct mm_struct *mm = current->mm;
	int err;

	if (!mmu_core_is_ours(mn))
		return -EINVAL;
	if (mmap_read_lock_killable(mm))
		return -EINTR;
	err = mmu_core_fault(mn, address & PAGE_MASK);
	mmap_read_unlock(mm);
	return err;
}

static int mmu_file_fault(struct mmu_file *file, const struct rmaplock_mmu_fault *request)
{
	int err = -ENOENT;

	if (mutex_lock_killable(&file->mutex))
		return -EINTR;
	if (is_registered(file))
		err = fault(file->registration, request->address);
	mutex_unlock(&file->mutex);
	return err;
}

static int mmu_file_state(struct mmu_file *file, struct rmaplock_mmu_state *state)
{
	struct mmu_registration *mn;
	int i;

	if (mutex_lock_killable(&file->mutex))
		return -EINTR;
	mn = file->registration;
	if (mn) {
		memset(state, 0, sizeof(*state));
		for (i = 0; i < RMAPLOCK_MMU_NR_CALLS; i++)
			state->calls[i] = atomic64_read(&mn->calls[i]);
		state->released_by_exit = atomic64_read(&mn->released_by_exit);
		state->released_again = atomic64_read(&mn->released_again);
		state->late = atomic64_read(&mn->late);
		state->refused = atomic64_read(&mn->refused);
		mn->client->state(mn, state);
	}
	mutex_unlock(&file->mutex);
	return mn ? 0 : -ENOENT;
}

static long ioctl_register(struct mmu_file *file, void __user *argument)
{
	struct rmaplock_mmu_register request;

	if (copy_from_user(&request, argument, sizeof(request)))
		return -EFAULT;
	return mmu_file_register(file, &request);
}

static long ioctl_fault(struct mmu_file *file, void __user *argument)
{
	struct rmaplock_mmu_fault request;

	if (copy_from_user(&request, argument, sizeof(request)))
		return -EFAULT;
	return mmu_file_fault(file, &request);
}

static long ioctl_state(struct mmu_file *file, void __user *argument)
{
	struct rmaplock_mmu_state state;
	int err = mmu_file_state(file, &state);

	if (err)
		return err;
	return copy_to_user(argument, &state, sizeof(state)) ? -EFAULT : 0;
}

long mmu_file_ioctl(struct mmu_file *file, unsigned int command, void __user *argument)
{
	switch (command) {
	case RMAPLOCK_IOC_MMU_REGISTER:
		return ioctl_register(file, argument);
	case RMAPLOCK_IOC_MMU_UNREGISTER:
		return mmu_file_unregister(file);
	case RMAPLOCK_IOC_MMU_FAULT:
		return ioctl_fault(file, argument);
	case RMAPLOCK_IOC_MMU_STATE:
		return ioctl_state(file, argument);
	default:
		return -ENOTTY;
	}
}

void mmu_file_open(struct mmu_file *file)
{
	mutex_init(&file->mutex);
	file->registration = NULL;
}

/* Nobody else has the file any more. */
void mmu_file_close(struct mmu_file *file)
{
	if (is_registered(file))
		mmu_core_unregister(file->registration);
	forget(file);
}
