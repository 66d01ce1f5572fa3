//! Policies: texts that come back as they went.

use ecr::delete_lifecycle_policy::{DeleteLifecyclePolicy, DeleteLifecyclePolicyRequest};
use ecr::delete_registry_policy::{DeleteRegistryPolicy, DeleteRegistryPolicyRequest};
use ecr::delete_repository_policy::{DeleteRepositoryPolicy, DeleteRepositoryPolicyRequest};
use ecr::get_lifecycle_policy::{
    GetLifecyclePolicy, GetLifecyclePolicyError, GetLifecyclePolicyRequest,
};
use ecr::get_registry_policy::{
    GetRegistryPolicy, GetRegistryPolicyError, GetRegistryPolicyRequest,
};
use ecr::get_repository_policy::{
    GetRepositoryPolicy, GetRepositoryPolicyError, GetRepositoryPolicyRequest,
};
use ecr::put_lifecycle_policy::{PutLifecyclePolicy, PutLifecyclePolicyRequest};
use ecr::put_registry_policy::{PutRegistryPolicy, PutRegistryPolicyRequest};
use ecr::set_repository_policy::{SetRepositoryPolicy, SetRepositoryPolicyRequest};

use crate::refused;
use crate::tape::Tape;

pub(crate) fn of_a_repository(tape: &mut Tape) {
    let text = tape.text("policyText");
    let request = SetRepositoryPolicyRequest::new("alpha", text.clone());
    tape.answers(SetRepositoryPolicy, &request);
    let request = GetRepositoryPolicyRequest::new("alpha");
    let read = tape.answers(GetRepositoryPolicy, &request);
    assert_eq!(read.policy_text, Some(text));
    refused!(
        tape,
        GetRepositoryPolicy,
        &GetRepositoryPolicyRequest::new("beta/one"),
        GetRepositoryPolicyError::RepositoryPolicyNotFoundException(_)
    );
    let request = DeleteRepositoryPolicyRequest::new("alpha");
    tape.answers(DeleteRepositoryPolicy, &request);
}

pub(crate) fn of_lifecycles(tape: &mut Tape) {
    let text = tape.text("lifecyclePolicyText");
    let request = PutLifecyclePolicyRequest::new("alpha", text.clone());
    tape.answers(PutLifecyclePolicy, &request);
    let request = GetLifecyclePolicyRequest::new("alpha");
    let read = tape.answers(GetLifecyclePolicy, &request);
    assert_eq!(read.lifecycle_policy_text, Some(text));
    refused!(
        tape,
        GetLifecyclePolicy,
        &GetLifecyclePolicyRequest::new("beta/one"),
        GetLifecyclePolicyError::LifecyclePolicyNotFoundException(_)
    );
    let request = DeleteLifecyclePolicyRequest::new("alpha");
    tape.answers(DeleteLifecyclePolicy, &request);
}

pub(crate) fn of_the_registry(tape: &mut Tape) {
    let text = tape.text("policyText");
    let request = PutRegistryPolicyRequest::new(text.clone());
    tape.answers(PutRegistryPolicy, &request);
    let read = tape.answers(GetRegistryPolicy, &GetRegistryPolicyRequest::new());
    assert_eq!(read.policy_text, Some(text));
    tape.answers(DeleteRegistryPolicy, &DeleteRegistryPolicyRequest::new());
    refused!(
        tape,
        GetRegistryPolicy,
        &GetRegistryPolicyRequest::new(),
        GetRegistryPolicyError::RegistryPolicyNotFoundException(_)
    );
}
