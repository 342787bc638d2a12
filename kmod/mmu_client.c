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

#include "mmu_client.h"
#include "model.h"

static const struct mmu_client *const clients[] = { RMAPLOCK_MMU_CLIENT_TABLE };

static const struct mmu_client *client_of(const struct rmaplock_mmu_register *request)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(clients); i++)
		if (!strncmp(clients[i]->name, request->client, RMAPLOCK_NAME_LEN))
			return clients[i];
	return NULL;
}

/* A walk calls with a lock held, or inside RCU if that is how it got the lock. */
static bool would_sleep_while_spinning(const struct mmu_client *client)
{
	bool walks_may_sleep = anon_vma_lock_traits()->may_sleep &&
			       i_mmap_lock_traits()->may_sleep &&
			       !IS_ENABLED(CONFIG_RMAPLOCK_WALK_TRYLOCK);

	if (!client->sleeps || walks_may_sleep)
		return false;
	pr_notice_ratelimited("a client that sleeps needs locks that sleep: load another config\n");
	return true;
}

/* Context: file->mutex held. */
static void forget(struct model_mmu_file *file)
{
	if (!file->notifier)
		return;
	mmu_notifier_forget(file->notifier);
	kfree(file->notifier);
	file->notifier = NULL;
}

static bool is_registered(const struct model_mmu_file *file)
{
	return file->notifier && !file->notifier->gone;
}

static int register_client(struct model_mmu_file *file, const struct mmu_client *client,
			   u32 delay_ns)
{
	struct mmu_notifier *mn;
	int err;

	mn = kzalloc(client->size, GFP_KERNEL_ACCOUNT);
	if (!mn)
		return -ENOMEM;
	mn->client = client;
	mn->delay_ns = delay_ns;
	if (client->init)
		client->init(mn);
	err = mmu_notifier_register(mn);
	if (err) {
		kfree(mn);
		return err;
	}
	forget(file);
	file->notifier = mn;
	return 0;
}

int model_mmu_register(struct model_mmu_file *file, const struct rmaplock_mmu_register *request)
{
	const struct mmu_client *client = client_of(request);
	int err = -EBUSY;

	if (!client || request->delay_ns > RMAPLOCK_MMU_DELAY_MAX_NS || request->reserved)
		return -EINVAL;
	if (would_sleep_while_spinning(client))
		return -EOPNOTSUPP;
	if (mutex_lock_killable(&file->mutex))
		return -EINTR;
	if (!is_registered(file))
		err = register_client(file, client, request->delay_ns);
	mutex_unlock(&file->mutex);
	return err;
}

int model_mmu_unregister(struct model_mmu_file *file)
{
	int err = -ENOENT;

	if (mutex_lock_killable(&file->mutex))
		return -EINTR;
	if (is_registered(file)) {
		mmu_notifier_unregister(file->notifier);
		err = 0;
	}
	mutex_unlock(&file->mutex);
	return err;
}

static int fault(struct mmu_notifier *mn, unsigned long address)
{
	struct mm_struct *mm = current->mm;
	struct vm_area_struct *vma;
	int err = -ENOENT;

	if (!mmu_notifier_is_ours(mn))
		return -EINVAL;
	if (mmap_read_lock_killable(mm))
		return -EINTR;
	vma = find_vma(mm, address);
	if (vma && address >= vma->vm_start && model_vma_of_any(vma))
		err = mn->client->fault(mn, address & PAGE_MASK);
	mmap_read_unlock(mm);
	return err;
}

int model_mmu_fault(struct model_mmu_file *file, const struct rmaplock_mmu_fault *request)
{
	int err = -ENOENT;

	if (mutex_lock_killable(&file->mutex))
		return -EINTR;
	if (is_registered(file))
		err = fault(file->notifier, request->address);
	mutex_unlock(&file->mutex);
	return err;
}

int model_mmu_state(struct model_mmu_file *file, struct rmaplock_mmu_state *state)
{
	struct mmu_notifier *mn;
	int i;

	if (mutex_lock_killable(&file->mutex))
		return -EINTR;
	mn = file->notifier;
	if (mn) {
		memset(state, 0, sizeof(*state));
		for (i = 0; i < RMAPLOCK_MMU_NR_CALLS; i++)
			state->calls[i] = atomic64_read(&mn->calls[i]);
		state->released_by_exit = atomic64_read(&mn->released_by_exit);
		state->late = atomic64_read(&mn->late);
		state->refused = atomic64_read(&mn->refused);
		mn->client->state(mn, state);
	}
	mutex_unlock(&file->mutex);
	return mn ? 0 : -ENOENT;
}

void model_mmu_open(struct model_mmu_file *file)
{
	mutex_init(&file->mutex);
	file->notifier = NULL;
}

/* Nobody else has the file any more. */
void model_mmu_close(struct model_mmu_file *file)
{
	if (is_registered(file))
		mmu_notifier_unregister(file->notifier);
	forget(file);
}
